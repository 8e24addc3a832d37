package io.headwater.differ.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One field that differs.
 *
 * @param path where, as in {@code spec.template.spec.containers[name=web].image}
 * @param desired what Git says; empty where it says nothing
 * @param live what the cluster holds; empty where it holds nothing
 * @param manager which field manager wrote the live value; empty if unknown
 * @param since when that manager wrote last; empty if unknown
 */
public record FieldDrift(
        String path,
        Optional<JsonNode> desired,
        Optional<JsonNode> live,
        Optional<String> manager,
        Optional<Instant> since) {}
