package io.headwater.runtime.kafka;

/** A {@link StateListener} that takes commands besides. */
public interface CommandListener extends StateListener {

    /**
     * A command, possibly one that was delivered before. Commands come after {@link #begin}, in the order of the partition.
     *
     * @param accepted to be run, from any thread, once it can't be lost any more; only then is it not delivered again
     */
    void commanded(TopicRecord record, Runnable accepted);
}
