package io.headwater.kubernetes.ignore.jq;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Functions that stand for other expressions, as jq's own library defines them. Each parameter stands in its definition once, so that what they expand to grows
 * with the program and not faster; and no definition binds a variable around a parameter.
 */
final class Definitions {

    private static final Map<String, String> BY_SIGNATURE = Map.ofEntries(
            Map.entry("select/1", "if _1 then . else empty end"),
            Map.entry("map/1", "[.[] | _1]"),
            Map.entry("recurse/0", "recurse(.[]?)"),
            Map.entry("recurse/2", "recurse(_1 | select(_2))"),
            Map.entry("repeat/1", "recurse(_1)"),
            Map.entry("with_entries/1", "to_entries | map(_1) | from_entries"),
            Map.entry("any/0", "any(.[]; .)"),
            Map.entry("any/1", "any(.[]; _1)"),
            Map.entry("all/0", "all(.[]; .)"),
            Map.entry("all/1", "all(.[]; _1)"),
            Map.entry("first/0", ".[0]"),
            Map.entry("last/0", ".[-1]"),
            Map.entry("nth/1", ".[_1]"),
            Map.entry("add/0", "reduce .[] as $x (null; . + $x)"),
            Map.entry("test/1", "test(_1; null)"),
            Map.entry("error/0", "error(.)"),
            Map.entry("values/0", "select(. != null)"),
            Map.entry("nulls/0", "select(. == null)"),
            Map.entry("booleans/0", "select(type == \"boolean\")"),
            Map.entry("numbers/0", "select(type == \"number\")"),
            Map.entry("strings/0", "select(type == \"string\")"),
            Map.entry("arrays/0", "select(type == \"array\")"),
            Map.entry("objects/0", "select(type == \"object\")"),
            Map.entry("iterables/0", "select(type | . == \"array\" or . == \"object\")"),
            Map.entry("scalars/0", "select(type | . != \"array\" and . != \"object\")"),
            Map.entry("range/1", "range(0; _1)"));

    private Definitions() {}

    /** What a function stands for; null if it is none of these. */
    static @Nullable String of(String signature) {
        return BY_SIGNATURE.get(signature);
    }
}
