package io.headwater.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether trees say the same: one that was read and one that was built may hold a number in different types. */
public final class SameJson {

    private SameJson() {}

    /** Whether two trees are equal, numbers by their value. */
    public static boolean isSame(JsonNode one, JsonNode other) {
        return one == other || one.equals(SameJson::compareScalars, other);
    }

    /** For Jackson, 0 is all that counts. */
    private static int compareScalars(JsonNode one, JsonNode other) {
        if (one.equals(other)) {
            return 0;
        }
        return one.isNumber() && other.isNumber() ? one.decimalValue().compareTo(other.decimalValue()) : 1;
    }
}
