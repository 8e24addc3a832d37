package io.headwater.catalog.core;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One AppProject as the hub holds it. */
public record ProjectFact(String namespace, String name, String specDigest, ObjectNode spec) {}
