package io.headwater.differ.core;

import io.headwater.kubernetes.project.Project;
import java.util.List;

/** What is known of the project of an application. */
public sealed interface ProjectView {

    /** Why it is not known what the project says; empty if it is. */
    List<Reason> obstacles();

    /** What it says. */
    record Known(Project project) implements ProjectView {
        @Override
        public List<Reason> obstacles() {
            return List.of();
        }
    }

    /** No record of it is here: it may forbid a sync. */
    record Awaited(String name) implements ProjectView {
        @Override
        public List<Reason> obstacles() {
            return List.of(new Reason(
                    "ProjectPending",
                    "No automated sync yet: waits for the AppProject %s from the catalog".formatted(name)));
        }
    }

    /** The record of it can't be read. */
    record Unreadable(String name) implements ProjectView {
        @Override
        public List<Reason> obstacles() {
            return List.of(new Reason(
                    "RecordUnreadable",
                    "the record of the AppProject %s can't be read and was put on the dead-letter topic: no automated sync is asked for until the catalog replaces it"
                            .formatted(name)));
        }
    }
}
