package io.headwater.kubernetes.ignore;

import io.headwater.kubernetes.GroupKind;
import java.util.List;

/**
 * Which fields of which objects are left out.
 *
 * @param source where the rule stands, as problems name it
 * @param group of the objects; for the core group, a pattern that matches the empty text
 * @param name of the objects, exactly; empty for any
 * @param namespace of the objects, exactly; empty for any
 * @param managedFieldsManagers the field managers whose fields are left out, whatever operation they manage them by
 * @see <a href="https://github.com/argoproj/argo-cd/blob/master/util/argo/normalizers/diff_normalizer.go">Argo CD: how it decides that a rule matches</a>
 */
public record IgnoreRule(
        String source,
        Glob group,
        Glob kind,
        String name,
        String namespace,
        List<FieldPointer> jsonPointers,
        List<JqPathExpression> jqPathExpressions,
        List<String> managedFieldsManagers) {

    public IgnoreRule {
        jsonPointers = List.copyOf(jsonPointers);
        jqPathExpressions = List.copyOf(jqPathExpressions);
        managedFieldsManagers = List.copyOf(managedFieldsManagers);
    }

    /** The rule but for one of its programs. */
    IgnoreRule without(String program) {
        return new IgnoreRule(
                source,
                group,
                kind,
                name,
                namespace,
                jsonPointers,
                jqPathExpressions.stream()
                        .filter(expression -> !expression.text().equals(program))
                        .toList(),
                managedFieldsManagers);
    }

    /** Whether the rule is about an object. */
    public boolean matches(GroupKind groupKind, String objectNamespace, String objectName) {
        return (name.isEmpty() || name.equals(objectName))
                && (namespace.isEmpty() || namespace.equals(objectNamespace))
                && group.matches(groupKind.group())
                && kind.matches(groupKind.kind());
    }

    /** A rule of the program itself, about pointers that are well-formed. */
    static IgnoreRule builtIn(String source, String group, String kind, String... pointers) {
        return new IgnoreRule(
                source,
                Glob.of(group).orElseThrow(),
                Glob.of(kind).orElseThrow(),
                "",
                "",
                List.of(pointers).stream().map(FieldPointer::new).toList(),
                List.of(),
                List.of());
    }
}
