package io.headwater.kubernetes.ignore;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.ignore.jq.MalformedProgramException;
import io.headwater.kubernetes.ignore.jq.PathProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one rule. Names are found whatever their case, as Go finds them: some operators write {@code jqpathexpressions}.
 */
final class RuleFields {

    /** Several times what the longest public rule has; each costs time with every object it is about. */
    static final int MOST_EXPRESSIONS = 500;

    /** As the API server has it for a field manager. */
    private static final int MOST_CHARACTERS_OF_A_MANAGER = 128;

    private final String source;
    private final JsonNode rule;
    private final List<IgnoreProblem> problems;

    RuleFields(String source, JsonNode rule, List<IgnoreProblem> problems) {
        this.source = source;
        this.rule = rule;
        this.problems = problems;
    }

    List<FieldPointer> pointers() {
        var pointers = new ArrayList<FieldPointer>();
        for (var text : texts("jsonPointers")) {
            FieldPointer.problemOf(text)
                    .ifPresentOrElse(
                            wrong -> problems.add(IgnoreProblem.malformed(source, text, wrong)),
                            () -> pointers.add(new FieldPointer(text)));
        }
        return pointers;
    }

    List<JqPathExpression> programs() {
        var programs = new ArrayList<JqPathExpression>();
        for (var text : texts("jqPathExpressions")) {
            try {
                programs.add(new JqPathExpression(text, PathProgram.compile(text)));
            } catch (MalformedProgramException malformed) {
                problems.add(IgnoreProblem.malformed(source, text, malformed.text()));
            }
        }
        return programs;
    }

    List<String> managers() {
        var managers = new ArrayList<String>();
        for (var text : texts("managedFieldsManagers")) {
            if (text.isEmpty() || text.length() > MOST_CHARACTERS_OF_A_MANAGER) {
                problems.add(IgnoreProblem.malformed(
                        source,
                        text,
                        "a field manager's name has 1 to %d characters".formatted(MOST_CHARACTERS_OF_A_MANAGER)));
            } else {
                managers.add(text);
            }
        }
        return managers;
    }

    /** A text; empty if there is none, or it is no text, which is a problem. */
    String text(String name) {
        var value = field(name);
        if (value == null || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            problems.add(IgnoreProblem.malformed(source, "", name + " is no text"));
            return "";
        }
        return value.textValue();
    }

    /** A pattern; empty if it is malformed, which is a problem. */
    Optional<Glob> pattern(String name, String text) {
        var glob = Glob.of(text);
        if (glob.isEmpty()) {
            problems.add(IgnoreProblem.malformed(
                    source,
                    text,
                    "%s: a malformed pattern, or one of more than %,d characters"
                            .formatted(name, Glob.MOST_CHARACTERS)));
        }
        return glob;
    }

    /** Patterns; without those that are malformed, which are problems. */
    List<Glob> patterns(String name) {
        return texts(name).stream()
                .flatMap(text -> pattern(name, text).stream())
                .toList();
    }

    /** Texts; without those that are none, which are problems. */
    List<String> texts(String name) {
        var list = field(name);
        if (list == null || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            problems.add(IgnoreProblem.malformed(source, "", name + " is no list"));
            return List.of();
        }
        if (list.size() > MOST_EXPRESSIONS) {
            problems.add(IgnoreProblem.malformed(
                    source,
                    "",
                    "%s has %,d elements, of which the first %,d are taken"
                            .formatted(name, list.size(), MOST_EXPRESSIONS)));
        }
        var texts = new ArrayList<String>();
        for (var i = 0; i < Math.min(list.size(), MOST_EXPRESSIONS); i++) {
            if (list.get(i).isTextual()) {
                texts.add(list.get(i).textValue());
            } else {
                problems.add(IgnoreProblem.malformed(source, "", "%s[%d] is no text".formatted(name, i)));
            }
        }
        return texts;
    }

    private @Nullable JsonNode field(String name) {
        if (rule.has(name)) {
            return rule.get(name);
        }
        for (var field : rule.properties()) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return null;
    }
}
