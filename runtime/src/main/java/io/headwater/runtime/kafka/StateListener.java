package io.headwater.runtime.kafka;

/** Follows topics that hold state. All methods are called on one event loop, one after the other. */
public interface StateListener {

    /** A record that stood on a topic before this process came; several of one key come in their order. */
    void restore(TopicRecord record);

    /** Everything that stood on the topics has been restored: from here on it may be acted upon. */
    void begin();

    /** A record that was written since. */
    void changed(TopicRecord record);

    /** The topics are not followed any more: nothing may be acted upon. */
    default void end() {}
}
