package io.headwater.differ.topology;

import io.headwater.differ.core.ClusterView;
import io.headwater.differ.core.ClusterView.Discovery;
import io.headwater.differ.core.ClusterView.KindState;
import io.headwater.differ.core.Reason;
import io.headwater.differ.kafka.LiveRecords;
import io.headwater.kubernetes.GroupKind;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.UnreadableRecordException;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.KindCompleted;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a task knows of clusters, from the records of {@code live} that stand in every partition. */
final class Clusters {

    private static final String CLUSTER = "*|cluster|";
    private static final String KIND = "*|kind|";

    private final Map<String, ClusterView> views = new HashMap<>();

    /** What a record changed: something about a cluster, or, where one is named, about one kind in it. */
    record Change(String server, Optional<GroupKind> kind) {}

    /** What is known of a cluster. */
    ClusterView view(String server) {
        return views.computeIfAbsent(server, ClusterView::new);
    }

    /**
     * Takes a record over.
     *
     * @throws RuntimeException if the record makes no sense; nothing has changed then
     */
    Change put(String key, Content content) {
        if (key.startsWith(CLUSTER)) {
            var server = key.substring(CLUSTER.length());
            putCluster(server, content);
            return new Change(server, Optional.empty());
        }
        if (key.startsWith(KIND) && key.lastIndexOf('|') >= KIND.length()) {
            var server = key.substring(KIND.length(), key.lastIndexOf('|'));
            var kind = GroupKind.parse(key.substring(key.lastIndexOf('|') + 1));
            putKind(server, kind, content);
            return new Change(server, Optional.of(kind));
        }
        throw new UnreadableRecordException("the key " + key + " names neither a cluster nor a kind", null);
    }

    private void putCluster(String server, Content content) {
        switch (content) {
            case Content.Present(ClusterDiscovered discovered) ->
                view(server).discovered(LiveRecords.discovery(discovered));
            case Content.Present(var other) -> throw misplaced(other.getSchema().getName());
            case Content.Removed() -> view(server).forgetDiscovery();
            case Content.Unreadable() ->
                view(server).discovered(new Discovery(Map.of(), Set.of(), Optional.of(unreadable(server))));
        }
    }

    private void putKind(String server, GroupKind kind, Content content) {
        switch (content) {
            case Content.Present(KindCompleted completed) -> view(server).listed(kind, LiveRecords.state(completed));
            case Content.Present(var other) -> throw misplaced(other.getSchema().getName());
            case Content.Removed() -> view(server).forget(kind);
            case Content.Unreadable() ->
                view(server).listed(kind, new KindState("", Optional.of(unreadable(server + " and kind " + kind))));
        }
    }

    private static UnreadableRecordException misplaced(String record) {
        return new UnreadableRecordException(record + " does not belong under this key", null);
    }

    private static Reason unreadable(String what) {
        return new Reason(
                "RecordUnreadable",
                "the record about the cluster %s can't be read and was put on the dead-letter topic: nothing is judged until its writer replaces it"
                        .formatted(what));
    }
}
