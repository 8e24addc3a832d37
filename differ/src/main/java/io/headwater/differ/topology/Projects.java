package io.headwater.differ.topology;

import io.headwater.differ.core.ProjectView;
import io.headwater.differ.kafka.ProjectRecords;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.UnreadableRecordException;
import io.headwater.schemas.avro.ProjectObserved;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a task knows of projects, from the records of {@code projects} that stand in every partition. */
final class Projects {

    private static final String PROJECT = "*|project|";

    private final Map<String, ProjectView> views = new HashMap<>();

    /** What is known of a project. All stand in the namespace of the control plane, so that its name says which. */
    ProjectView view(String name) {
        return views.getOrDefault(name, new ProjectView.Awaited(name));
    }

    /**
     * Takes a record over.
     *
     * @return the name of the project, if the record says something else than the one before
     * @throws RuntimeException if the record makes no sense; nothing has changed then
     */
    Optional<String> put(String key, Content content) {
        if (!key.startsWith(PROJECT) || key.indexOf('/') < 0) {
            throw new UnreadableRecordException("the key " + key + " names no project", null);
        }
        var name = key.substring(key.indexOf('/') + 1);
        var before = view(name);
        switch (content) {
            case Content.Present(ProjectObserved observed) ->
                views.put(name, new ProjectView.Known(ProjectRecords.project(observed)));
            case Content.Present(var other) ->
                throw new UnreadableRecordException(
                        other.getSchema().getName() + " does not belong under this key", null);
            case Content.Removed() -> views.remove(name);
            case Content.Unreadable() -> views.put(name, new ProjectView.Unreadable(name));
        }
        return Optional.of(name).filter(changed -> !view(changed).equals(before));
    }
}
