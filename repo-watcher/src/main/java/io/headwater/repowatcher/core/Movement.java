package io.headwater.repowatcher.core;

/**
 * A ref that sources follow has moved.
 *
 * @param ref its full name
 * @param before the commit it stood at; empty when it is seen for the first time
 * @param after the commit it stands at
 * @param byWebhook whether a webhook made us look
 */
public record Movement(String ref, String before, String after, boolean byWebhook) {}
