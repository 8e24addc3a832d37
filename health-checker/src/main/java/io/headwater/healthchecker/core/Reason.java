package io.headwater.healthchecker.core;

/**
 * Why something is not as it should be.
 *
 * @param code stable, in camel case
 * @param message what is wrong, where, and what to do
 */
public record Reason(String code, String message) {}
