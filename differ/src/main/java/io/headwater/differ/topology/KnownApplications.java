package io.headwater.differ.topology;

import io.headwater.differ.core.Application;
import io.headwater.differ.core.ApplicationView;
import io.headwater.differ.core.AppliedForm;
import io.headwater.differ.core.Comparison;
import io.headwater.differ.core.Comparisons;
import io.headwater.differ.core.Comparisons.Trees;
import io.headwater.differ.core.DesiredObject;
import io.headwater.differ.kafka.DesiredRecords;
import io.headwater.differ.kafka.LiveRecords;
import io.headwater.differ.kafka.TrialRecords;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import io.headwater.schemas.UnreadableRecordException;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.ObjectTried;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The applications of a task, each read from the store when it is first asked for. */
final class KnownApplications {

    private static final List<Topic> OF_APPLICATION =
            List.of(Topics.DESIRED, Topics.LIVE, Topics.ORPHANS, Topics.OPERATIONS, Topics.TRIALS);

    private final DifferStore store;
    private final StoredContents contents;
    private final Comparison comparison;
    private final Map<ApplicationKey, KnownApplication> known = new HashMap<>();

    KnownApplications(DifferStore store, StoredContents contents, Comparison comparison) {
        this.store = store;
        this.contents = contents;
        this.comparison = comparison;
    }

    KnownApplication get(ApplicationKey application) {
        return known.computeIfAbsent(application, this::load);
    }

    /** Forgets an application that is not in the store any more, but for the records about it that still are. */
    void forget(ApplicationKey application) {
        known.remove(application);
    }

    /** All applications of those that were asked for. */
    List<ApplicationKey> all() {
        return known.keySet().stream().sorted().toList();
    }

    /** The applications of a project, of those that were asked for. */
    List<ApplicationKey> ofProject(String project) {
        return known.entrySet().stream()
                .filter(entry -> entry.getValue()
                        .view()
                        .application()
                        .filter(application -> application.project().equals(project))
                        .isPresent())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The applications, of those that were asked for, that a change of their cluster concerns. */
    List<ApplicationKey> concernedBy(Clusters.Change change) {
        return known.entrySet().stream()
                .filter(entry -> concerns(change, entry.getValue().view()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static boolean concerns(Clusters.Change change, ApplicationView view) {
        var inCluster = view.application()
                .map(Application::cluster)
                .filter(change.server()::equals)
                .isPresent();
        return inCluster && change.kind().map(kind -> holds(kind, view)).orElse(true);
    }

    private static boolean holds(GroupKind kind, ApplicationView view) {
        return view.completeSet()
                        .map(complete -> complete.objects().stream().map(DesiredObject::groupKind))
                        .filter(kinds -> kinds.anyMatch(kind::equals))
                        .isPresent()
                || view.live().stream()
                        .anyMatch(object -> object.key().groupKind().equals(kind))
                || view.orphans().stream()
                        .anyMatch(orphan -> orphan.key().groupKind().equals(kind));
    }

    private KnownApplication load(ApplicationKey application) {
        var view = new ApplicationView();
        var key = RecordKeys.application(application);
        store.find(Topics.APPLICATIONS, key).ifPresent(stored -> put(view, Topics.APPLICATIONS, key, stored));
        for (var topic : OF_APPLICATION) {
            store.forEachOf(application, topic, (record, stored) -> put(view, topic, record, stored));
        }
        return new KnownApplication(
                view, new Comparisons(new StoredTrees(application), comparison), store.memory(application));
    }

    private void put(ApplicationView view, Topic topic, String key, StoredRecord stored) {
        try {
            contents.observation(topic, key, stored).putInto(view);
        } catch (UnreadableRecordException | IllegalArgumentException ofAnotherVersion) {
            contents.observation(topic, key, StoredRecord.unreadable(stored.offset()))
                    .putInto(view);
        }
    }

    /** The contents of objects, read from the store each time. */
    private final class StoredTrees implements Trees {
        private final ApplicationKey application;

        StoredTrees(ApplicationKey application) {
            this.application = application;
        }

        @Override
        public Optional<KubernetesObject> desired(String digest) {
            return content(Topics.DESIRED, RecordKeys.desiredObject(application, digest))
                    .map(content -> content instanceof Content.Present(io.headwater.schemas.avro.DesiredObject object)
                            ? DesiredRecords.tree(object)
                            : null);
        }

        @Override
        public Optional<KubernetesObject> live(ObjectKey object) {
            return content(Topics.LIVE, RecordKeys.object(application, object))
                    .map(content ->
                            content instanceof Content.Present(LiveObject found) ? LiveRecords.tree(found) : null);
        }

        @Override
        public Optional<KubernetesObject> tried(ObjectKey object, AppliedForm form) {
            return content(Topics.TRIALS, RecordKeys.object(application, object))
                    .flatMap(content -> content instanceof Content.Present(ObjectTried found)
                            ? TrialRecords.result(found, form)
                            : Optional.empty());
        }

        private Optional<Content> content(Topic topic, String key) {
            return store.find(topic, key).map(stored -> contents.content(topic, key, stored));
        }
    }
}
