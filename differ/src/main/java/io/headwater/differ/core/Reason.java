package io.headwater.differ.core;

/**
 * Why something is not known or not done, for a user.
 *
 * @param code a stable code in camel case, by which conditions and metrics are named
 * @param message what, where, and what to do
 */
public record Reason(String code, String message) {

    public Reason {
        if (code.isEmpty()) {
            throw new IllegalArgumentException("a reason without a code: " + message);
        }
    }
}
