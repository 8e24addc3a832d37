package io.headwater.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.WriteOptions;
import io.headwater.testcluster.git.GitRepository;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Applications of one repository, each a folder with a ConfigMap and a namespace of its own.
 *
 * @param prefix of their names
 * @param size how many
 */
record Fleet(String prefix, int size, GitRepository repository, ClusterConnection cluster) {

    static final String OBJECT = "settings";
    static final String FIELD = "value";

    static final ResourceType APPLICATIONS =
            new ResourceType("argoproj.io", "v1alpha1", "applications", "Application", true);
    static final ResourceType CONFIG_MAPS = new ResourceType("", "v1", "configmaps", "ConfigMap", true);
    private static final WriteOptions AS_USER = WriteOptions.as("bench");

    String nameOf(int number) {
        return prefix + "-" + number;
    }

    String description() {
        return size == 1 ? "one application" : size + " applications";
    }

    /** Commits a value for the first {@code count} applications; returns the commit. */
    String commit(String value, int count) {
        Map<String, String> files = new LinkedHashMap<>();
        for (var number = 0; number < count; number++) {
            files.put(nameOf(number) + "/settings.yaml", manifest(value));
        }
        return repository.commit("Set " + value, files);
    }

    /** Creates all Applications. */
    void create() {
        for (var number = 0; number < size; number++) {
            cluster.create(APPLICATIONS.in("argocd"), application(nameOf(number)), AS_USER);
        }
    }

    /** Changes the live object of an application by hand. */
    void spoil(int number, String value) {
        var patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("data").put(FIELD, value);
        cluster.mergePatch(CONFIG_MAPS.object(nameOf(number), OBJECT), patch, AS_USER);
    }

    /** Writes one object of this shape straight to the API server, as the applier would. */
    void writeBare(int number, String value) {
        var object =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("namespace", nameOf(number)).put("name", "bare");
        object.putObject("data").put(FIELD, value);
        cluster.apply(CONFIG_MAPS.object(nameOf(number), "bare"), object, AS_USER.forced(true));
    }

    private static String manifest(String value) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %s
                data:
                  %s: "%s"
                """.formatted(OBJECT, FIELD, value);
    }

    private ObjectNode application(String name) {
        var application = JsonNodeFactory.instance.objectNode();
        application.put("apiVersion", "argoproj.io/v1alpha1").put("kind", "Application");
        application.putObject("metadata").put("namespace", "argocd").put("name", name);
        var spec = application.putObject("spec").put("project", "default");
        spec.putObject("source")
                .put("repoURL", repository.uri().toString())
                .put("path", name)
                .put("targetRevision", "main");
        spec.putObject("destination")
                .put("server", "https://kubernetes.default.svc")
                .put("namespace", name);
        var policy = spec.putObject("syncPolicy");
        policy.putObject("automated").put("prune", true).put("selfHeal", true);
        policy.putArray("syncOptions").add("CreateNamespace=true");
        return application;
    }
}
