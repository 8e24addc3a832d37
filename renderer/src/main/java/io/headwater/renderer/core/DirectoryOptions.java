package io.headwater.renderer.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.repositories.SourceFailure;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * How an Application wants a folder rendered.
 *
 * @param path the folder, from the root of the source; {@code .} for the root
 * @param recurse whether folders in it count as well
 * @param include a glob of the files that count, relative to the folder; empty for all
 * @param exclude a glob of files that don't count although they are included; empty for none
 * @param declared whether the Application says that it is a plain folder, so that no Helm chart or kustomization is looked for
 */
public record DirectoryOptions(String path, boolean recurse, String include, String exclude, boolean declared) {

    /** A folder of which nothing more is said. */
    public static DirectoryOptions of(String path) {
        return new DirectoryOptions(path, false, "", "", false);
    }

    /** The options in a source of an Application: its {@code path} and {@code directory}. */
    public static DirectoryOptions of(JsonNode source) {
        var directory = source.path("directory");
        return new DirectoryOptions(
                source.path("path").asText("").strip(),
                directory.path("recurse").asBoolean(false),
                directory.path("include").asText(""),
                directory.path("exclude").asText(""),
                directory.isObject());
    }

    /** Why a source can't be rendered, as far as its declaration tells; empty if nothing speaks against it. */
    public static Optional<SourceFailure> refusal(JsonNode source) {
        for (var type : new String[] {"helm", "kustomize", "plugin"}) {
            if (source.path(type).isObject()) {
                return Optional.of(new SourceFailure(
                        "SourceTypeNotSupported",
                        "The source sets `" + type + "`, which is not supported yet. Supported are folders of plain"
                                + " manifests: remove it, or render in your pipeline."));
            }
        }
        if (source.path("directory").path("disableExtensionFilter").asBoolean(false)) {
            return Optional.of(new SourceFailure(
                    "SourceTypeNotSupported",
                    "The source sets `directory.disableExtensionFilter`, which is not supported yet. Give the files the"
                            + " ending .yaml, .yml or .json."));
        }
        return Optional.empty();
    }

    /** The path with neither empty names nor dots; empty if it leads out of the source or is absolute. */
    Optional<String> normalPath() {
        if (path.startsWith("/")) {
            return Optional.empty();
        }
        var names = new ArrayDeque<String>();
        for (var name : path.split("/")) {
            if (name.equals("..")) {
                if (names.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return Optional.of(String.join("/", names));
    }
}
