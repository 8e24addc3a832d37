package io.headwater.git.tree;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds what stands at a path, following links as a file system does, but never out of the repository, and into submodules where that is
 * wanted; and tells on the way what the result depends on. Used once.
 */
final class PathResolution {

    /** What Linux allows. */
    private static final int MOST_LINKS = 40;

    private static final int LONGEST_LINK = 4096;
    private static final int DEEPEST_SUBMODULE = 10;

    private final CommitTree commit;
    private final String path;
    private final @Nullable Submodules submodules;
    private final Consumer<Observation> observer;
    private final Deque<Place> above = new ArrayDeque<>();
    private final Deque<String> rest = new ArrayDeque<>();
    private int links;
    private int entered;

    PathResolution(CommitTree commit, String path, @Nullable Submodules submodules, Consumer<Observation> observer) {
        this.path = path;
        this.submodules = submodules;
        this.observer = observer;
        this.commit = commit;
        above.push(Place.rootOf(commit, ""));
        enqueue(path);
    }

    /** @param aspect what of the result the caller will look at */
    Optional<Place> result(Observation.Aspect aspect) {
        while (!rest.isEmpty()) {
            var name = rest.pop();
            if (name.equals("..")) {
                leave();
                continue;
            }
            var directory = above.element();
            var found = directory.child(name);
            if (found.isEmpty()) {
                observeAbsence(directory, name);
                return Optional.empty();
            }
            enter(found.get());
        }
        var place = above.element();
        observe(aspect, place);
        return Optional.of(place);
    }

    private void observe(Observation.Aspect aspect, Place place) {
        if (place.isObserved()) {
            observer.accept(
                    new Observation(aspect, place.entry().path(), place.tree().value(aspect, place.entry())));
        }
    }

    private void observeAbsence(Place directory, String name) {
        if (!directory.isDirectory()) {
            observe(Observation.Aspect.KIND, directory);
        } else if (directory.isObserved()) {
            var missing = directory.entry().path().isEmpty()
                    ? name
                    : directory.entry().path() + "/" + name;
            observer.accept(new Observation(Observation.Aspect.KIND, missing, Observation.ABSENT));
        }
    }

    private void enter(Place place) {
        switch (place.entry().kind()) {
            case FILE, EXECUTABLE, DIRECTORY -> above.push(place);
            case SYMLINK -> follow(place);
            case SUBMODULE -> above.push(submodules == null ? place : inside(place, submodules));
        }
    }

    private Place inside(Place submodule, Submodules source) {
        observe(Observation.Aspect.CONTENT, submodule);
        submodule
                .tree()
                .entry(submodule.tree().root(), SubmoduleSection.FILE)
                .ifPresent(file ->
                        observe(Observation.Aspect.CONTENT, new Place(submodule.owner(), file, submodule.mount())));
        if (++entered > DEEPEST_SUBMODULE) {
            throw invalid("leads through more than " + DEEPEST_SUBMODULE + " submodules");
        }
        return open(submodule, source);
    }

    static Place open(Place submodule, Submodules source) {
        var url = SubmoduleSection.urlOf(submodule);
        return Place.rootOf(source.open(url, submodule.entry().id()), submodule.path() + "/");
    }

    private void follow(Place link) {
        observe(Observation.Aspect.CONTENT, link);
        if (++links > MOST_LINKS) {
            throw invalid("runs in a circle at the link '" + link.path() + "'");
        }
        var bytes = link.tree().content(link.entry());
        if (bytes.length > LONGEST_LINK) {
            throw invalid("has a link of " + bytes.length + " bytes at '" + link.path() + "'");
        }
        var target = new String(bytes, StandardCharsets.UTF_8);
        if (target.startsWith("/")) {
            throw invalid("leads out of the repository, by the link '" + link.path() + "' to " + target);
        }
        enqueue(target);
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
                "The path '" + path + "' in commit " + commit.commit() + " of "
                        + commit.directories().objects().url() + " " + what + ". Correct it in the repository.");
    }
}
