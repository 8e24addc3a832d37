package io.headwater.renderer.core;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.repositories.ApplicationSource;
import java.util.List;

/**
 * What the renderer wants to know about an application.
 *
 * @param specDigest its version
 * @param project whose credentials it may use
 * @param destinationNamespace where objects go that name no namespace; empty if it names none
 */
public record RenderedApplication(
        ApplicationKey key,
        String specDigest,
        String project,
        String destinationNamespace,
        List<ApplicationSource> sources) {

    public RenderedApplication {
        sources = List.copyOf(sources);
    }
}
