package io.headwater.differ.core;

import io.headwater.kubernetes.project.Project;
import io.headwater.kubernetes.project.SyncWindow;
import io.headwater.kubernetes.project.WindowVerdict;
import io.headwater.kubernetes.project.WindowVerdict.Forbidden;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the project of an application lets it be synced by itself.
 *
 * @param obstacles why not; empty if it does
 * @param problems what is wrong with what the project says about it
 * @param again when to ask again if nothing else happens
 */
record ProjectGate(List<Reason> obstacles, List<Reason> problems, Optional<Instant> again) {

    private static final int NAMED = 3;

    ProjectGate {
        obstacles = List.copyOf(obstacles);
        problems = List.copyOf(problems);
    }

    static ProjectGate of(Application application, ProjectView view, Instant now) {
        return switch (view) {
            case ProjectView.Known(var project) -> of(application, project, now);
            case ProjectView.Awaited awaited -> new ProjectGate(awaited.obstacles(), List.of(), Optional.empty());
            case ProjectView.Unreadable unreadable ->
                new ProjectGate(unreadable.obstacles(), List.of(), Optional.empty());
        };
    }

    private static ProjectGate of(Application application, Project project, Instant now) {
        var windows = project.windows();
        var problems = windows.problemsAbout(application.delivery()).stream()
                .map(problem -> new Reason(
                        "InvalidSyncWindow",
                        "the AppProject %s: %s; until it is corrected the window counts as one that never lets syncs pass"
                                .formatted(project.name(), problem)))
                .toList();
        return switch (windows.at(application.delivery(), now)) {
            case WindowVerdict.Allowed allowed -> new ProjectGate(List.of(), problems, allowed.again());
            case Forbidden forbidden ->
                new ProjectGate(List.of(forbidden(project, forbidden)), problems, forbidden.again());
        };
    }

    boolean isClosed() {
        return !obstacles.isEmpty();
    }

    private static Reason forbidden(Project project, Forbidden verdict) {
        var more = verdict.by().size() - NAMED;
        var windows = verdict.by().stream().limit(NAMED).map(SyncWindow::text).collect(Collectors.joining(", "))
                + (more > 0 ? " and %d more".formatted(more) : "");
        return new Reason(
                "SyncWindow",
                "No automated sync%s: %s: %s%s"
                        .formatted(
                                verdict.until().map(until -> " before " + until).orElse(""),
                                (verdict.isDenied()
                                                ? "a sync window of the AppProject %s"
                                                : "no sync window of the AppProject %s is open")
                                        .formatted(project.name()),
                                windows,
                                verdict.manual() ? "; it may be synced by hand" : ""));
    }
}
