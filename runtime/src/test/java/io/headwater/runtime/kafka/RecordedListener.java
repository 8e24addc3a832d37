package io.headwater.runtime.kafka;

import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.avro.UnitDeclared;
import java.util.function.BiConsumer;

/** Notes all that it is told, as {@code restore key=value}; a command is noted and handed on. */
final class RecordedListener implements CommandListener {

    private final String prefix;
    private final Journal journal;
    private final BiConsumer<TopicRecord, Runnable> commands;

    /** Accepts each command at once. */
    RecordedListener(String prefix, Journal journal) {
        this(prefix, journal, (record, accepted) -> accepted.run());
    }

    RecordedListener(String prefix, Journal journal, BiConsumer<TopicRecord, Runnable> commands) {
        this.prefix = prefix;
        this.journal = journal;
        this.commands = commands;
    }

    /** A record as it is noted. */
    static String text(TopicRecord record) {
        return record.key() + "="
                + switch (record.content()) {
                    case Content.Present(var value) -> ((UnitDeclared) value).getUnit();
                    case Content.Removed() -> "removed";
                    case Content.Unreadable() -> "unreadable";
                };
    }

    @Override
    public void restore(TopicRecord record) {
        journal.note(prefix + "restore " + text(record));
    }

    @Override
    public void begin() {
        journal.note(prefix + "begin");
    }

    @Override
    public void changed(TopicRecord record) {
        journal.note(prefix + "changed " + text(record));
    }

    @Override
    public void commanded(TopicRecord record, Runnable accepted) {
        journal.note(prefix + "command " + text(record));
        commands.accept(record, accepted);
    }

    @Override
    public void end() {
        journal.note(prefix + "end");
    }
}
