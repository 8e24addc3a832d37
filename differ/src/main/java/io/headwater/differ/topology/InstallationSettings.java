package io.headwater.differ.topology;

import io.headwater.differ.core.Settings;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.UnreadableRecordException;
import io.headwater.schemas.avro.SettingsObserved;
import java.util.Map;

/** What a task knows of the settings, from the record of {@code settings} that stands in every partition. */
final class InstallationSettings {

    private static final String KEY = RecordKeys.settings("argocd-cm");

    private Settings known = Settings.AWAITED;

    /** The settings as they are known. */
    Settings known() {
        return known;
    }

    /**
     * Takes a record over.
     *
     * @return whether it says something else than the one before
     * @throws UnreadableRecordException if the record makes no sense; nothing has changed then
     */
    boolean put(String key, Content content) {
        if (!key.equals(KEY)) {
            throw new UnreadableRecordException("the key " + key + " names no settings", null);
        }
        var before = known;
        known = switch (content) {
            case Content.Present(SettingsObserved observed) -> Settings.of(Map.copyOf(observed.getValues()));
            case Content.Present(var other) ->
                throw new UnreadableRecordException(
                        other.getSchema().getName() + " does not belong under this key", null);
            case Content.Removed() -> Settings.AWAITED;
            case Content.Unreadable() -> Settings.unreadable();
        };
        return !known.equals(before);
    }
}
