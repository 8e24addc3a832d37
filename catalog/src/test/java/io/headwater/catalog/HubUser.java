package io.headwater.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.Kubeconfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Whoever writes custom resources and labelled Secrets into one namespace of the hub. */
final class HubUser {

    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Path DEFINITIONS = DEPLOY.resolve("src/main/resources/io/headwater/deploy/crds");

    private final ControlPlane plane;
    private final String namespace;

    HubUser(ControlPlane plane, String namespace) {
        this.plane = plane;
        this.namespace = namespace;
    }

    void defineKinds() {
        for (var kind : List.of("application", "appproject")) {
            plane.define(read(DEFINITIONS.resolve(kind + ".yaml")), collection(kind + "s"));
        }
    }

    /** The catalog's own ServiceAccount with the rights that an installation gives it. */
    Kubeconfig catalogAccount() {
        return plane.serviceAccountKubeconfig(namespace, "catalog", access());
    }

    private String access() {
        return read(DEPLOY.resolve("base/catalog/access.yaml"))
                .replace("namespace: argocd", "namespace: " + namespace)
                .replace("namespace: headwater", "namespace: " + namespace);
    }

    /** Takes the right to list Secrets from the catalog's account, until {@link #allowAgain}. */
    void forbidSecrets() {
        plane.apply(access().replace("resources: [secrets]", "resources: [endpoints]"));
    }

    /** Gives the catalog's account its rights back. */
    void allowAgain() {
        plane.apply(access());
    }

    /** Creates or changes an Application. */
    void application(String name, String server, String repositoryUrl) {
        applied("applications", name, """
                {"apiVersion": "argoproj.io/v1alpha1", "kind": "Application", "metadata": {"name": "%s"},
                 "spec": {"project": "default", "destination": {"server": "%s", "namespace": "shop"},
                          "source": {"repoURL": "%s", "path": "deploy"}}}""".formatted(name, server, repositoryUrl));
    }

    /** Creates or changes an AppProject. */
    void project(String name, String description) {
        applied("appprojects", name, """
                {"apiVersion": "argoproj.io/v1alpha1", "kind": "AppProject", "metadata": {"name": "%s"},
                 "spec": {"description": "%s"}}""".formatted(name, description));
    }

    /** Creates or replaces a labelled Secret. */
    void secret(String name, String type, Map<String, String> data) {
        var secret = JsonNodeFactory.instance.objectNode();
        secret.put("apiVersion", "v1").put("kind", "Secret");
        secret.putObject("metadata").put("name", name).putObject("labels").put("argocd.argoproj.io/secret-type", type);
        var encoded = secret.putObject("data");
        data.forEach((key, value) -> encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(UTF_8))));
        plane.api().apply("/api/v1/namespaces/" + namespace + "/secrets/" + name, secret.toString());
    }

    void deleteSecret(String name) {
        plane.api().delete("/api/v1/namespaces/" + namespace + "/secrets/" + name);
    }

    void delete(String kind, String name) {
        plane.api().delete(collection(kind) + "/" + name);
    }

    /** Changes an Application by a merge patch. */
    void patch(String application, String patch) {
        plane.api().merge(collection("applications") + "/" + application, patch);
    }

    JsonNode application(String name) {
        return plane.api().get(collection("applications") + "/" + name);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void applied(String kind, String name, String json) {
        plane.api().apply(collection(kind) + "/" + name, json);
    }

    private String collection(String kind) {
        return "/apis/argoproj.io/v1alpha1/namespaces/" + namespace + "/" + kind;
    }
}
