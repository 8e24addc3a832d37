package io.headwater.catalog.core;

/**
 * Something that a user must set right in a specification.
 *
 * @param code a stable code in camel case
 * @param message what is wrong and what to do
 */
public record Problem(String code, String message) {}
