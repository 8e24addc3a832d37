package io.headwater.e2e.actors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.testcluster.git.GitRepository;
import java.util.function.Consumer;

/**
 * The specification of an Application, as its user writes it. Each method returns another one.
 *
 * @param spec {@code spec} of the Application; never changed
 */
public record ApplicationManifest(ObjectNode spec) {

    /** The hub's own cluster. */
    public static final String HUB = "https://kubernetes.default.svc";

    /** The whole repository at its default branch, delivered to a namespace of the hub, with pruning and self-healing. */
    public static ApplicationManifest of(GitRepository repository, String namespace) {
        var spec = JsonNodeFactory.instance.objectNode().put("project", "default");
        spec.putObject("source")
                .put("repoURL", repository.uri().toString())
                .put("path", ".")
                .put("targetRevision", "HEAD");
        spec.putObject("destination").put("server", HUB).put("namespace", namespace);
        spec.putObject("syncPolicy").putObject("automated").put("prune", true).put("selfHeal", true);
        return new ApplicationManifest(spec);
    }

    public ApplicationManifest path(String path) {
        return with(changed -> changed.withObject("/source").put("path", path));
    }

    public ApplicationManifest revision(String revision) {
        return with(changed -> changed.withObject("/source").put("targetRevision", revision));
    }

    public ApplicationManifest recursing() {
        return with(changed -> changed.withObject("/source/directory").put("recurse", true));
    }

    /** To a cluster that is known by this name. */
    public ApplicationManifest toCluster(String name) {
        return with(changed -> {
            changed.withObject("/destination").remove("server");
            changed.withObject("/destination").put("name", name);
        });
    }

    public ApplicationManifest inNamespace(String namespace) {
        return with(changed -> changed.withObject("/destination").put("namespace", namespace));
    }

    public ApplicationManifest inProject(String name) {
        return with(changed -> changed.put("project", name));
    }

    /** Synced only when somebody asks for it. */
    public ApplicationManifest byHand() {
        return with(changed -> changed.withObject("/syncPolicy").remove("automated"));
    }

    /** What is changed by hand stays until Git changes. */
    public ApplicationManifest withoutHealing() {
        return with(changed -> changed.withObject("/syncPolicy/automated").put("selfHeal", false));
    }

    /** From several folders of the same repository. */
    public ApplicationManifest fromFolders(String... paths) {
        return with(changed -> {
            var source = changed.withObject("/source");
            changed.remove("source");
            for (var path : paths) {
                changed.withArray("sources").add(source.deepCopy().put("path", path));
            }
        });
    }

    /** A field of an object is left alone. */
    public ApplicationManifest ignoring(String kind, String name, String pointer) {
        return ignoring("", kind, name, pointer);
    }

    /** A field of an object is left alone. */
    public ApplicationManifest ignoring(String group, String kind, String name, String pointer) {
        return with(changed -> changed.withArray("ignoreDifferences")
                .addObject()
                .put("group", group)
                .put("kind", kind)
                .put("name", name)
                .putArray("jsonPointers")
                .add(pointer));
    }

    public ApplicationManifest allowingEmpty() {
        return with(changed -> changed.withObject("/syncPolicy/automated").put("allowEmpty", true));
    }

    public ApplicationManifest option(String option) {
        return with(changed ->
                changed.withObject("/syncPolicy").withArray("syncOptions").add(option));
    }

    private ApplicationManifest with(Consumer<ObjectNode> change) {
        var changed = spec.deepCopy();
        change.accept(changed);
        return new ApplicationManifest(changed);
    }
}
