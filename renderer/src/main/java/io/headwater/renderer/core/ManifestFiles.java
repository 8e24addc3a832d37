package io.headwater.renderer.core;

import io.headwater.renderer.core.SourceTree.Entry;
import io.headwater.renderer.core.SourceTree.Kind;
import io.headwater.repositories.SourceFailure;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds the files of a folder that may hold manifests, by Argo CD's rules: by their ending, not below the folder itself unless asked to, and through
 * links to files but not to folders.
 */
final class ManifestFiles {

    private static final Pattern ENDING = Pattern.compile(".*\\.(yaml|yml|json|jsonnet)");

    private final SourceTree tree;
    private final DirectoryOptions options;
    private final DirectoryLimits limits;
    private final String root;
    private final Predicate<String> wanted;
    private final TreeSet<String> found = new TreeSet<>();

    /** Why the files of a folder can't be found. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient SourceFailure failure;

        RefusedException(String code, String message) {
            super(message, null, false, false);
            this.failure = new SourceFailure(code, message);
        }

        SourceFailure failure() {
            return failure;
        }
    }

    private ManifestFiles(
            SourceTree tree, DirectoryOptions options, DirectoryLimits limits, String root, Predicate<String> wanted) {
        this.tree = tree;
        this.options = options;
        this.limits = limits;
        this.root = root;
        this.wanted = wanted;
    }

    /**
     * The files, by path from the root of the source, in the order of their paths.
     *
     * @param root the folder, without empty names and dots
     */
    static TreeSet<String> in(SourceTree tree, DirectoryOptions options, DirectoryLimits limits, String root)
            throws RefusedException {
        var included = glob("include", options.include());
        var excluded = glob("exclude", options.exclude());
        Predicate<String> wanted =
                path -> included.map(glob -> glob.matches(path)).orElse(true)
                        && !excluded.map(glob -> glob.matches(path)).orElse(false);
        var files = new ManifestFiles(tree, options, limits, root, wanted);
        files.collect("", 0);
        return files.found;
    }

    private static Optional<Glob> glob(String field, String pattern) throws RefusedException {
        try {
            return pattern.isEmpty() ? Optional.empty() : Optional.of(Glob.compile(pattern));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    "SourceInvalid",
                    "directory." + field + " '" + pattern + "' " + e.getMessage() + ". Correct the Application.");
        }
    }

    /** @param folder relative to the root that was asked for; empty, or ending in a slash */
    private void collect(String folder, int depth) throws RefusedException {
        if (depth > limits.depth()) {
            throw new RefusedException(
                    "SourceTooLarge",
                    "Folders are nested deeper than " + limits.depth() + " at '" + absolute(folder)
                            + "'. Exclude them, or choose a narrower path.");
        }
        for (var entry : tree.list(absolute(folder))) {
            var path = folder + entry.name();
            if (entry.kind() == Kind.DIRECTORY) {
                if (options.recurse()) {
                    collect(path + "/", depth + 1);
                }
            } else if (ENDING.matcher(entry.name()).matches() && wanted.test(path) && isFile(entry, path)) {
                add(path);
            }
        }
    }

    /** A link that leads nowhere, or to a folder, is passed over, as by Argo CD. */
    private boolean isFile(Entry entry, String path) {
        return switch (entry.kind()) {
            case FILE -> true;
            case LINK -> tree.kind(absolute(path)).equals(Optional.of(Kind.FILE));
            case DIRECTORY, OTHER -> false;
        };
    }

    private void add(String path) throws RefusedException {
        if (path.endsWith(".jsonnet")) {
            throw new RefusedException(
                    "SourceTypeNotSupported",
                    "'" + absolute(path) + "' is Jsonnet, which is not supported yet. Exclude it, or render it in your"
                            + " pipeline.");
        }
        found.add(absolute(path));
        if (found.size() > limits.files()) {
            throw new RefusedException(
                    "SourceTooLarge",
                    "More than " + limits.files() + " manifest files below '" + root
                            + "'. Choose a narrower path, or split the Application.");
        }
    }

    private String absolute(String path) {
        var relative = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (root.isEmpty() || relative.isEmpty()) {
            return root + relative;
        }
        return root + "/" + relative;
    }
}
