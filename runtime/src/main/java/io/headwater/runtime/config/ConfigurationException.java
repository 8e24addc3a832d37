package io.headwater.runtime.config;

import java.util.List;

/** The configuration is wrong; the message names everything that is, and how to set it right. */
public final class ConfigurationException extends RuntimeException {

    public ConfigurationException(List<String> problems) {
        super(String.join("; ", problems));
    }
}
