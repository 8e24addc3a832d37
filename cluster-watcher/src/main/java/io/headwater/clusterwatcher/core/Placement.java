package io.headwater.clusterwatcher.core;

/**
 * Where an application is delivered to.
 *
 * @param cluster the URL of the API server; empty if none is known
 * @param namespace where objects go that name no namespace
 */
public record Placement(String cluster, String namespace) {}
