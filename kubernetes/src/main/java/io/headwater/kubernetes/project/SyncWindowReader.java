package io.headwater.kubernetes.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.ignore.Glob;
import io.headwater.kubernetes.project.SyncWindow.Choice;
import io.headwater.kubernetes.project.SyncWindow.Kind;
import io.headwater.kubernetes.project.SyncWindow.Patterns;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one sync window, and says of every field that makes no sense what is wrong with it. */
final class SyncWindowReader {

    private final JsonNode entry;
    private final String place;
    private final List<String> problems = new ArrayList<>();

    private SyncWindowReader(JsonNode entry, String place) {
        this.entry = entry;
        this.place = place;
    }

    /** @param place where it stands, as in {@code spec.syncWindows[0]} */
    static SyncWindow read(JsonNode entry, String place) {
        return new SyncWindowReader(entry, place).read();
    }

    private interface Parser<T> {
        T parse(String text) throws MalformedWindowException;
    }

    private SyncWindow read() {
        var kind = field("kind", SyncWindowReader::kind);
        var schedule = field("schedule", CronSchedule::parse);
        var duration = field("duration", GoDuration::parse);
        var zone = field("timeZone", SyncWindowReader::zone);
        return new SyncWindow(
                kind.orElse(Kind.DENY),
                text(),
                kind.flatMap(ignored -> schedule.flatMap(times ->
                        duration.flatMap(lasting -> zone.map(clocks -> new Recurrence(times, lasting, clocks))))),
                new Choice(
                        patterns("applications"),
                        patterns("clusters"),
                        patterns("namespaces"),
                        entry.path("andOperator").asBoolean(false)),
                entry.path("manualSync").asBoolean(false),
                entry.path("syncOverrun").asBoolean(false),
                problems);
    }

    private <T> Optional<T> field(String name, Parser<T> parser) {
        try {
            return Optional.of(parser.parse(value(name)));
        } catch (MalformedWindowException malformed) {
            problems.add("%s.%s: %s".formatted(place, name, malformed.getMessage()));
            return Optional.empty();
        }
    }

    private static Kind kind(String text) throws MalformedWindowException {
        return switch (text) {
            case "allow" -> Kind.ALLOW;
            case "deny" -> Kind.DENY;
            default -> throw new MalformedWindowException("'%s' is neither allow nor deny".formatted(text));
        };
    }

    private static ZoneId zone(String text) throws MalformedWindowException {
        try {
            return ZoneId.of(text.isEmpty() ? "UTC" : text);
        } catch (DateTimeException unknown) {
            throw new MalformedWindowException("'%s' is no time zone such as Europe/Berlin".formatted(text));
        }
    }

    private Patterns patterns(String list) {
        var patterns = new ArrayList<Glob>();
        for (var pattern : entry.path(list)) {
            Glob.of(pattern.asText(""))
                    .ifPresentOrElse(
                            patterns::add,
                            () -> problems.add("%s.%s: '%s' is no pattern".formatted(place, list, pattern.asText(""))));
        }
        return new Patterns(patterns, entry.path(list).size());
    }

    private String text() {
        var zone = value("timeZone");
        var description = value("description");
        return "%s '%s'%s for %s%s"
                .formatted(
                        value("kind"),
                        value("schedule"),
                        zone.isEmpty() ? "" : " in " + zone,
                        value("duration"),
                        description.isEmpty() ? "" : " (" + description + ")");
    }

    private String value(String field) {
        return entry.path(field).asText("");
    }
}
