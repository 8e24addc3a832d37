package io.headwater.kubernetes.prediction;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What would come of an apply. */
public sealed interface Prediction {

    /**
     * The object would be this.
     *
     * @param applied what would be applied: the desired object without what only the server writes
     * @param merged what the merge makes of it; shares what it leaves alone with the live object
     * @param object what would be there then, without managed fields; {@code resourceVersion} and {@code generation} are those from before. Parts that the
     *     merge leaves alone are as they are, since the server holds them
     */
    record Applied(ObjectNode applied, ObjectNode merged, ObjectNode object) implements Prediction {}

    /** The object would be as it is. */
    record Unchanged() implements Prediction {}

    /**
     * The server would refuse it.
     *
     * @param reason why
     */
    record Refused(String reason) implements Prediction {}
}
