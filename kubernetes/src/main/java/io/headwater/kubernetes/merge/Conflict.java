package io.headwater.kubernetes.merge;

/**
 * A field that an apply would change, and that somebody else manages.
 *
 * @param manager who manages them
 * @param fields which
 */
public record Conflict(Manager manager, FieldSet fields) {}
