package io.headwater.git.tree;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** The trees of one commit, each read once, and the blobs below them. Thread-safe. */
final class Directories {

    private final String commit;
    private final GitObjects objects;
    private final GitLimits limits;
    private final ObjectId root;
    private final ConcurrentMap<ObjectId, List<Name>> trees = new ConcurrentHashMap<>();

    private record Name(String name, TreeEntry.Kind kind, ObjectId id) {}

    private Directories(String commit, GitObjects objects, GitLimits limits, ObjectId root) {
        this.commit = commit;
        this.objects = objects;
        this.limits = limits;
        this.root = root;
    }

    static Directories of(String commit, GitObjects objects, GitLimits limits) {
        try (var reader = objects.newReader();
                var walk = new RevWalk(reader)) {
            return new Directories(
                    commit,
                    objects,
                    limits,
                    Commits.parse(walk, objects, commit).getTree().copy());
        }
    }

    TreeEntry root() {
        return new TreeEntry("", TreeEntry.Kind.DIRECTORY, root.name());
    }

    String commit() {
        return commit;
    }

    GitObjects objects() {
        return objects;
    }

    List<TreeEntry> entries(ObjectId tree, String path) {
        var prefix = path.isEmpty() ? "" : path + "/";
        return names(tree).stream()
                .map(name -> new TreeEntry(
                        prefix + name.name(), name.kind(), name.id().name()))
                .toList();
    }

    Optional<TreeEntry> entry(TreeEntry directory, String name) {
        return names(ObjectId.fromString(directory.id())).stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .map(found -> new TreeEntry(
                        directory.path().isEmpty() ? name : directory.path() + "/" + name,
                        found.kind(),
                        found.id().name()));
    }

    private List<Name> names(ObjectId tree) {
        var known = trees.get(tree);
        if (known != null) {
            return known;
        }
        var read = readTree(tree);
        trees.put(tree, read);
        return read;
    }

    private List<Name> readTree(ObjectId tree) {
        try (var reader = objects.newReader()) {
            var parser = new CanonicalTreeParser();
            parser.reset(reader, tree);
            var names = new ArrayList<Name>();
            for (; !parser.eof(); parser.next()) {
                names.add(new Name(
                        parser.getEntryPathString(), kind(parser.getEntryFileMode()), parser.getEntryObjectId()));
                if (names.size() > limits.treeEntries()) {
                    throw tooLarge("a directory has more than " + limits.treeEntries() + " entries");
                }
            }
            return List.copyOf(names);
        } catch (IOException failure) {
            throw Commits.unreadable(objects, failure);
        }
    }

    private TreeEntry.Kind kind(FileMode mode) throws CorruptObjectException {
        return switch (mode.getBits() & FileMode.TYPE_MASK) {
            case FileMode.TYPE_TREE -> TreeEntry.Kind.DIRECTORY;
            case FileMode.TYPE_SYMLINK -> TreeEntry.Kind.SYMLINK;
            case FileMode.TYPE_GITLINK -> TreeEntry.Kind.SUBMODULE;
            case FileMode.TYPE_FILE ->
                FileMode.EXECUTABLE_FILE.equals(mode) ? TreeEntry.Kind.EXECUTABLE : TreeEntry.Kind.FILE;
            default -> throw new CorruptObjectException("a tree entry has the unknown mode " + mode);
        };
    }

    byte[] content(TreeEntry entry) {
        try (var reader = objects.newReader()) {
            var loader = reader.open(ObjectId.fromString(entry.id()), Constants.OBJ_BLOB);
            if (loader.getSize() > limits.blobBytes()) {
                throw tooLarge("the file '" + entry.path() + "' has " + loader.getSize() + " bytes, allowed are "
                        + limits.blobBytes());
            }
            return loader.getBytes(limits.blobBytes());
        } catch (LargeObjectException failure) {
            throw tooLarge("the file '" + entry.path() + "' is larger than " + limits.blobBytes() + " bytes");
        } catch (IOException failure) {
            throw Commits.unreadable(objects, failure);
        }
    }

    /** What is there now, of one aspect of one path, without following links. */
    String observe(Observation.Aspect aspect, String path) {
        var entry = path.isEmpty() ? Optional.of(root()) : physical(path);
        return entry.map(found -> value(aspect, found)).orElse(Observation.ABSENT);
    }

    private Optional<TreeEntry> physical(String path) {
        var current = Optional.of(root());
        for (var name : path.split("/")) {
            current = current.filter(entry -> entry.kind() == TreeEntry.Kind.DIRECTORY)
                    .flatMap(directory -> entry(directory, name));
        }
        return current;
    }

    String value(Observation.Aspect aspect, TreeEntry entry) {
        return switch (aspect) {
            case CONTENT -> entry.kind() + ":" + entry.id();
            case KIND -> entry.kind().name();
            case NAMES ->
                entry.kind() == TreeEntry.Kind.DIRECTORY
                        ? digest(entries(ObjectId.fromString(entry.id()), entry.path()))
                        : Observation.ABSENT;
        };
    }

    static String digest(List<TreeEntry> entries) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var entry : entries) {
                digest.update((entry.kind() + "/" + entry.name() + "/").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every JDK has SHA-256", failure);
        }
    }

    private GitException tooLarge(String what) {
        return new GitException(
                GitErrorCode.TOO_LARGE,
                "The commit " + commit + " of " + objects.url() + " cannot be read: " + what
                        + ". Make it smaller, or raise the limit.");
    }
}
