package io.headwater.kubernetes.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The documents of a YAML text as JSON trees, built from the parser's events, since only then are scalars, merge keys and limits ours.
 *
 * <p>An alias shares the tree of its anchor. A merge key takes effect where it stands, as in go-yaml v2: what follows it wins over it, and
 * it wins over what precedes it.
 */
final class YamlDocuments {

    /** How many characters of one file are parsed at most because of {@link GoYamlLeniency}. */
    private static final long MOST_PARSED = 10_000_000;

    private final ManifestLimits limits;
    private final ParserImpl parser;

    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private final Set<Anchor> open = new HashSet<>();
    private IdentityHashMap<JsonNode, Position> positions = new IdentityHashMap<>();
    private int nodes;
    private int aliases;
    private long expanded;

    private YamlDocuments(String text, ManifestLimits limits) {
        this.limits = limits;
        var settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                // All at once: a token longer than the buffer would be copied again for every part of it.
                .setBufferSize(text.length() + 1)
                .setParseComments(false)
                .build();
        this.parser = new ParserImpl(settings, new StreamReader(settings, text));
    }

    static List<Document> read(String text, ManifestLimits limits) throws MalformedManifestException {
        refuseLineSeparators(text);
        var parsed = 0L;
        for (var current = text; ; ) {
            try {
                return new YamlDocuments(current, limits).read();
            } catch (MarkedYamlEngineException failure) {
                var place = failure.getProblemMark().isPresent() ? failure.getProblemMark() : failure.getContextMark();
                parsed += place.map(Mark::getIndex).orElse(0);
                var again = parsed > MOST_PARSED ? Optional.<String>empty() : GoYamlLeniency.rewrite(current, failure);
                current = again.orElseThrow(() -> new MalformedManifestException(
                        Position.of(place), SyntaxAdvice.of(String.valueOf(failure.getProblem()))));
            } catch (ReaderException failure) {
                throw new MalformedManifestException(
                        Position.at(text, text.offsetByCodePoints(0, failure.getPosition())),
                        "the character U+%04X cannot stand in YAML; remove it, or write it as an escape in double quotes"
                                .formatted(failure.getCodePoint()));
            } catch (YamlEngineException failure) {
                throw new MalformedManifestException(Position.START, "not YAML 1.1 or 1.2; remove the %YAML directive");
            }
        }
    }

    /** YAML 1.1 breaks a line at these characters and YAML 1.2 does not, so what they mean depends on who reads the file. */
    private static void refuseLineSeparators(String text) throws MalformedManifestException {
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == 0x85 || character == 0x2028 || character == 0x2029) {
                throw new MalformedManifestException(
                        Position.at(text, i),
                        "the line separator U+%04X, which YAML's versions read differently; write it as \\u%04X in double quotes"
                                .formatted((int) character, (int) character));
            }
        }
    }

    private List<Document> read() throws MalformedManifestException {
        var documents = new ArrayList<Document>();
        while (parser.hasNext()) {
            if (parser.next() instanceof DocumentStartEvent) {
                documents.add(document(documents.size()));
            }
        }
        return documents;
    }

    private Document document(int before) throws MalformedManifestException {
        anchors.clear();
        open.clear();
        positions = new IdentityHashMap<>();
        aliases = 0;
        expanded = 0;
        var event = parser.next();
        var start = Position.of(event.getStartMark());
        if (before == limits.documents()) {
            throw new MalformedManifestException(
                    start, "more than " + limits.documents() + " documents; split the file");
        }
        return new Document(node(event, 1), start, positions);
    }

    private JsonNode node(Event event, int depth) throws MalformedManifestException {
        if (depth > limits.depth()) {
            throw malformed(event, "nested deeper than " + limits.depth() + " levels");
        }
        count(event);
        var before = expanded;
        expand(event, 1);
        var anchor = event instanceof NodeEvent node && !(event instanceof AliasEvent)
                ? node.getAnchor()
                : Optional.<Anchor>empty();
        anchor.ifPresent(open::add);
        var value =
                switch (event) {
                    case AliasEvent alias -> alias(alias);
                    case ScalarEvent scalar -> scalar(scalar);
                    case SequenceStartEvent _ -> sequence(depth);
                    case MappingStartEvent mapping -> mapping(mapping, depth);
                    default -> throw new IllegalStateException("no node starts with " + event.getEventId());
                };
        anchor.ifPresent(name -> {
            open.remove(name);
            anchors.put(name, new Anchored(value, expanded - before));
        });
        return value;
    }

    private JsonNode sequence(int depth) throws MalformedManifestException {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var event = parser.next(); !(event instanceof SequenceEndEvent); event = parser.next()) {
            array.add(node(event, depth + 1));
        }
        return array;
    }

    private JsonNode mapping(MappingStartEvent start, int depth) throws MalformedManifestException {
        var object = JsonNodeFactory.instance.objectNode();
        positions.put(object, Position.of(start.getStartMark()));
        var own = new HashSet<String>();
        for (var event = parser.next(); !(event instanceof MappingEndEvent); event = parser.next()) {
            if (isMergeKey(event)) {
                merge(object, parser.next(), depth);
                continue;
            }
            var key = key(event, depth);
            if (!own.add(key)) {
                throw malformed(event, "the key '" + key + "' stands twice in the same mapping; remove one of them");
            }
            object.set(key, node(parser.next(), depth + 1));
        }
        return object;
    }

    private String key(Event event, int depth) throws MalformedManifestException {
        if (event instanceof ScalarEvent scalar) {
            count(event);
            if (scalar.getAnchor().isPresent()) {
                node(event, depth + 1);
            }
            expand(event, scalar.getValue().length());
            return meaning(scalar)
                    .toKey()
                    .orElseThrow(() -> malformed(event, "null or a huge number is no key; quote it"));
        }
        var node = node(event, depth + 1);
        if (node.isContainerNode() || node.isNull()) {
            throw malformed(event, "a mapping, a list or null is no key; quote it");
        }
        return node.asText();
    }

    private static boolean isMergeKey(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.getValue().equals("<<")
                && (scalar.isPlain() && scalar.getTag().isEmpty()
                        || scalar.getTag().equals(Optional.of("tag:yaml.org,2002:merge")));
    }

    private void merge(ObjectNode into, Event event, int depth) throws MalformedManifestException {
        var value = node(event, depth + 1);
        if (value instanceof ObjectNode mapping) {
            into.setAll(mapping);
        } else if (value.isArray() && event instanceof SequenceStartEvent) {
            // Earlier ones win, so they are laid on last.
            for (var i = value.size() - 1; i >= 0; i--) {
                if (!(value.get(i) instanceof ObjectNode mapping)) {
                    throw malformed(event, "the merge key << takes mappings only");
                }
                into.setAll(mapping);
            }
        } else {
            throw malformed(event, "the merge key << takes a mapping or a list of mappings");
        }
    }

    private JsonNode alias(AliasEvent alias) throws MalformedManifestException {
        var name = alias.getAlias();
        if (open.contains(name)) {
            throw malformed(alias, "the anchor '" + name + "' contains itself");
        }
        var anchored = anchors.get(name);
        if (anchored == null) {
            throw malformed(alias, "the alias '" + name + "' has no anchor before it in this document; add &" + name);
        }
        aliases++;
        if (aliases > limits.aliases()) {
            throw malformed(alias, "more than " + limits.aliases() + " aliases in one document");
        }
        expand(alias, anchored.expanded());
        return anchored.node();
    }

    private JsonNode scalar(ScalarEvent scalar) throws MalformedManifestException {
        expand(scalar, scalar.getValue().length());
        return meaning(scalar)
                .toJson()
                .orElseThrow(() -> malformed(scalar, "JSON, and so Kubernetes, has no such number; quote it"));
    }

    private static YamlScalar meaning(ScalarEvent scalar) throws MalformedManifestException {
        var tag = scalar.getTag();
        if (tag.isPresent()) {
            return ScalarResolver.resolve(tag.get(), scalar.getValue())
                    .orElseThrow(() -> malformed(scalar, "the value is not what its tag says; remove the tag"));
        }
        return scalar.isPlain() ? ScalarResolver.resolve(scalar.getValue()) : new YamlScalar.Text(scalar.getValue());
    }

    private void count(Event event) throws MalformedManifestException {
        nodes++;
        if (nodes > limits.nodes()) {
            throw malformed(event, "more than " + limits.nodes() + " keys and values; split the file");
        }
    }

    private void expand(Event event, long by) throws MalformedManifestException {
        expanded += by;
        if (expanded > limits.expanded()) {
            throw malformed(event, "the document is too large with its aliases written out; use fewer of them");
        }
    }

    private static MalformedManifestException malformed(Event event, String message) {
        return new MalformedManifestException(Position.of(event.getStartMark()), message);
    }

    private record Anchored(JsonNode node, long expanded) {}
}
