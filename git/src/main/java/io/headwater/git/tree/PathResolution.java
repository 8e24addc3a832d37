package io.headwater.git.tree;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds what stands at a path, following links as a file system does, but never out of the repository; and tells on the way what the result
 * depends on. Used once.
 */
final class PathResolution {

    /** What Linux allows. */
    private static final int MOST_LINKS = 40;

    private static final int LONGEST_LINK = 4096;

    private final String path;
    private final Directories directories;
    private final Observation.Aspect aspect;
    private final Consumer<Observation> observer;
    private final Deque<TreeEntry> above = new ArrayDeque<>();
    private final Deque<String> rest = new ArrayDeque<>();
    private int links;

    PathResolution(String path, Directories directories, Observation.Aspect aspect, Consumer<Observation> observer) {
        this.path = path;
        this.directories = directories;
        this.aspect = aspect;
        this.observer = observer;
        above.push(directories.root());
        enqueue(path);
    }

    Optional<TreeEntry> result() {
        while (!rest.isEmpty()) {
            var name = rest.pop();
            if (name.equals("..")) {
                leave();
                continue;
            }
            var directory = above.element();
            var found = directory.kind() == TreeEntry.Kind.DIRECTORY
                    ? directories.entry(directory, name)
                    : Optional.<TreeEntry>empty();
            if (found.isEmpty()) {
                observeAbsence(directory, name);
                return Optional.empty();
            }
            enter(found.get());
        }
        var entry = above.element();
        observer.accept(new Observation(aspect, entry.path(), directories.value(aspect, entry)));
        return Optional.of(entry);
    }

    private void observeAbsence(TreeEntry directory, String name) {
        if (directory.kind() == TreeEntry.Kind.DIRECTORY) {
            var missing = directory.path().isEmpty() ? name : directory.path() + "/" + name;
            observer.accept(new Observation(Observation.Aspect.KIND, missing, Observation.ABSENT));
        } else {
            observer.accept(new Observation(
                    Observation.Aspect.KIND, directory.path(), directory.kind().name()));
        }
    }

    private void enter(TreeEntry entry) {
        if (entry.kind() != TreeEntry.Kind.SYMLINK) {
            above.push(entry);
            return;
        }
        observer.accept(new Observation(
                Observation.Aspect.CONTENT, entry.path(), directories.value(Observation.Aspect.CONTENT, entry)));
        if (++links > MOST_LINKS) {
            throw invalid("runs in a circle at the link '" + entry.path() + "'");
        }
        var target = target(entry);
        if (target.startsWith("/")) {
            throw invalid("leads out of the repository, by the link '" + entry.path() + "' to " + target);
        }
        enqueue(target);
    }

    private String target(TreeEntry link) {
        var bytes = directories.content(link);
        if (bytes.length > LONGEST_LINK) {
            throw invalid("has a link of " + bytes.length + " bytes at '" + link.path() + "'");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void leave() {
        above.pop();
        if (above.isEmpty()) {
            throw invalid("leads out of the repository");
        }
    }

    private void enqueue(String names) {
        var parts = names.split("/");
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!parts[i].isEmpty() && !parts[i].equals(".")) {
                rest.push(parts[i]);
            }
        }
    }

    private GitException invalid(String what) {
        return new GitException(
                GitErrorCode.LINK_INVALID,
                "The path '" + path + "' in commit " + directories.commit() + " of "
                        + directories.objects().url() + " " + what + ". Correct it in the repository.");
    }
}
