package io.headwater.differ.topology;

import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the topics in this installation. */
final class TopicNames {

    /** What the differ reads. */
    static final List<Topic> SOURCES = List.of(
            Topics.APPLICATIONS,
            Topics.PROJECTS,
            Topics.SETTINGS,
            Topics.DESIRED,
            Topics.LIVE,
            Topics.ORPHANS,
            Topics.OPERATIONS,
            Topics.TRIALS);

    private final Function<Topic, String> naming;
    private final Map<String, Topic> sources;

    TopicNames(Function<Topic, String> naming) {
        this.naming = naming;
        this.sources = SOURCES.stream().collect(Collectors.toMap(naming, topic -> topic));
    }

    String name(Topic topic) {
        return naming.apply(topic);
    }

    /** What a task reads at its beginning: what it is told later, and what it has said before. */
    static List<Topic> atTheBeginning() {
        return Stream.concat(SOURCES.stream(), Stream.of(Topics.DRIFT)).toList();
    }

    Topic source(String name) {
        var topic = sources.get(name);
        if (topic == null) {
            throw new IllegalStateException("a record of " + name + ", which the differ does not read");
        }
        return topic;
    }
}
