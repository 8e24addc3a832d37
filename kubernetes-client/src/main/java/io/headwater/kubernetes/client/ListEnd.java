package io.headwater.kubernetes.client;

/**
 * A list that was read to its end: what was not in it, did not exist.
 *
 * @param resourceVersion from where a watch goes on
 * @param count how many objects it had
 */
public record ListEnd(String resourceVersion, int count) {}
