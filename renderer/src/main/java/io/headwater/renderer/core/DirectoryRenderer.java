package io.headwater.renderer.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.headwater.kubernetes.yaml.Manifest;
import io.headwater.kubernetes.yaml.ManifestReader;
import io.headwater.kubernetes.yaml.ManifestResult;
import io.headwater.renderer.core.ManifestFiles.RefusedException;
import io.headwater.renderer.core.SourceTree.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Renders folders of YAML and JSON as Argo CD's Directory sources are: what stands in the files is what is wanted. Safe for use by several threads.
 *
 * <p>Stricter than Argo CD where it would guess: two declarations of one object are an error, and a file that looks like a manifest only in part is
 * one, too. A folder that is a kustomization or a Helm chart is refused, never taken for plain manifests.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/directory/">Argo CD: directory</a>
 */
public final class DirectoryRenderer {

    /** Argo CD passes over every file in which this stands. */
    private static final String SKIP = "+argocd:skip-file-rendering";

    private static final List<String> KUSTOMIZATIONS =
            List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    private static final String CHART = "Chart.yaml";

    /** The keys that every object has at its top. */
    private static final Pattern TOP_LEVEL =
            Pattern.compile("^[\"']?(apiVersion|kind|metadata)[\"']?[ \\t]*:", Pattern.MULTILINE);

    private final DirectoryLimits limits;

    public DirectoryRenderer(DirectoryLimits limits) {
        this.limits = limits;
    }

    public DirectoryRenderer() {
        this(DirectoryLimits.DEFAULT);
    }

    /** What a folder of a source says, as long as nobody knows where it goes. */
    public RenderResult render(SourceTree tree, DirectoryOptions options) {
        return render(tree, options, "");
    }

    /**
     * What a folder of a source says.
     *
     * @param destinationNamespace where objects go that name no namespace; empty if that is not known
     */
    public RenderResult render(SourceTree tree, DirectoryOptions options, String destinationNamespace) {
        try {
            var manifests = manifests(tree, options);
            Duplicates.refuse(manifests, destinationNamespace);
            return new RenderResult.Rendered(SourceType.DIRECTORY, manifests);
        } catch (RefusedException refused) {
            return new RenderResult.Failed(refused.failure());
        }
    }

    private List<Manifest> manifests(SourceTree tree, DirectoryOptions options) throws RefusedException {
        var root = root(tree, options);
        if (!options.declared()) {
            refuseOtherTypes(tree, root);
        }
        var reader = new ManifestReader(limits.manifest());
        var manifests = new ArrayList<Manifest>();
        var left = limits.bytes();
        for (var path : ManifestFiles.in(tree, options, limits, root)) {
            var content = tree.read(path);
            left -= content.length;
            if (left < 0) {
                throw new RefusedException(
                        "SourceTooLarge",
                        "The manifest files below '" + root + "' have more than " + limits.bytes()
                                + " bytes. Choose a narrower path, or split the Application.");
            }
            manifests.addAll(read(reader, path, content));
        }
        return manifests;
    }

    private static String root(SourceTree tree, DirectoryOptions options) throws RefusedException {
        if (options.path().isEmpty()) {
            throw new RefusedException(
                    "PathMissing", "The source names no path. Set path to the folder to render, or to '.' for all.");
        }
        var root = options.normalPath();
        if (root.isEmpty()) {
            throw new RefusedException(
                    "PathInvalid",
                    "The path '" + options.path()
                            + "' is absolute or leads out of the repository. Give it relative to the"
                            + " repository's root.");
        }
        var kind = tree.kind(root.get());
        if (!kind.equals(Optional.of(Kind.DIRECTORY))) {
            throw new RefusedException(
                    "PathMissing",
                    "The path '" + options.path() + "' "
                            + (kind.isEmpty() ? "is not there at this revision" : "is no folder")
                            + ". Correct path or targetRevision, or push it.");
        }
        return root.get();
    }

    private static void refuseOtherTypes(SourceTree tree, String root) throws RefusedException {
        var prefix = root.isEmpty() ? "" : root + "/";
        for (var name : KUSTOMIZATIONS) {
            refuse(tree, prefix + name, "a kustomization");
        }
        refuse(tree, prefix + CHART, "a Helm chart");
    }

    private static void refuse(SourceTree tree, String path, String what) throws RefusedException {
        if (tree.kind(path).equals(Optional.of(Kind.FILE))) {
            throw new RefusedException(
                    "SourceTypeNotSupported",
                    "The folder is " + what + " ('" + path
                            + "'), which is not supported yet. Render it in your pipeline, or"
                            + " choose a folder of plain manifests.");
        }
    }

    private static List<Manifest> read(ManifestReader reader, String path, byte[] content) throws RefusedException {
        var text = new String(content, ISO_8859_1);
        if (text.contains(SKIP)) {
            return List.of();
        }
        return switch (reader.read(path, content)) {
            case ManifestResult.Manifests(var manifests) -> named(manifests);
            case ManifestResult.ManifestError error -> {
                if (looksLikeManifest(path, text)) {
                    var advice = path.endsWith(".json") ? ". If the file is no manifest, exclude it." : ".";
                    throw new RefusedException("ManifestInvalid", error + advice);
                }
                yield List.of();
            }
        };
    }

    /**
     * Whether a file that could not be read as a manifest was meant as one. Argo CD passes over YAML that lacks any of the three keys; here two of
     * them at the top of a document are enough to suspect a mistake. A JSON file is always meant as one.
     */
    private static boolean looksLikeManifest(String path, String text) {
        if (path.endsWith(".json")) {
            return true;
        }
        if (text.contains("apiVersion:") && text.contains("kind:") && text.contains("metadata:")) {
            return true;
        }
        return TOP_LEVEL
                        .matcher(text)
                        .results()
                        .map(match -> match.group(1))
                        .distinct()
                        .count()
                >= 2;
    }

    private static List<Manifest> named(List<Manifest> manifests) throws RefusedException {
        for (var manifest : manifests) {
            if (manifest.object().name().isEmpty()) {
                throw new RefusedException(
                        "ManifestInvalid",
                        manifest.location() + ": the " + manifest.object().kind()
                                + " has generateName instead of a name, which only hooks may have. Give it a name.");
            }
        }
        return manifests;
    }
}
