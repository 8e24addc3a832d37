package io.headwater.catalog.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where applications can be delivered to, and what is wrong with a destination. */
record Destinations(Collection<ClusterFact> clusters, Set<String> projects) {

    /** The project that an application belongs to if it names none; it is there even where no AppProject is. */
    static final String DEFAULT_PROJECT = "default";

    Destinations {
        clusters = List.copyOf(clusters);
        projects = Set.copyOf(projects);
    }

    /** The cluster that a destination means; empty if none is known, or if it does not say. */
    Optional<ClusterFact> find(JsonNode destination) {
        var server = withoutSlash(destination.path("server").asText(""));
        var name = destination.path("name").asText("");
        if (server.isEmpty() == name.isEmpty()) {
            return Optional.empty();
        }
        var found = clusters.stream()
                .filter(cluster -> server.isEmpty()
                        ? cluster.name().equals(name)
                        : cluster.server().equals(server))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** What is wrong with the destination and the project of a specification. */
    List<Problem> problemsOf(ObjectNode spec) {
        var problems = new ArrayList<Problem>();
        destinationProblem(spec.path("destination")).ifPresent(problems::add);
        var project = spec.path("project").asText(DEFAULT_PROJECT);
        if (!project.equals(DEFAULT_PROJECT) && !projects.contains(project)) {
            problems.add(new Problem(
                    "ProjectUnknown",
                    "the application belongs to the project '%s', which does not exist: create the AppProject or change spec.project"
                            .formatted(project)));
        }
        return problems;
    }

    private Optional<Problem> destinationProblem(JsonNode destination) {
        var server = destination.path("server").asText("");
        var name = destination.path("name").asText("");
        if (server.isEmpty() && name.isEmpty()) {
            return Optional.of(new Problem(
                    "DestinationMissing",
                    "the destination names no cluster: set spec.destination.server or spec.destination.name"));
        }
        if (!server.isEmpty() && !name.isEmpty()) {
            return Optional.of(new Problem(
                    "DestinationAmbiguous",
                    "the destination names both server '%s' and name '%s': keep one of them".formatted(server, name)));
        }
        if (find(destination).isEmpty()) {
            return Optional.of(new Problem(
                    "ClusterUnknown",
                    "no single cluster is known with %s: add its Secret with the label argocd.argoproj.io/secret-type=cluster, or correct spec.destination"
                            .formatted(server.isEmpty() ? "the name '" + name + "'" : "the server '" + server + "'")));
        }
        return Optional.empty();
    }

    static String withoutSlash(String server) {
        return server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    }
}
