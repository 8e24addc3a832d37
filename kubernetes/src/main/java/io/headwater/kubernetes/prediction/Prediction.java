package io.headwater.kubernetes.prediction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.merge.ManagedFields;

/** What would come of an apply. */
public sealed interface Prediction {

    /**
     * The object would be this.
     *
     * @param applied what would be applied: the desired object without what only the server writes
     * @param object what would be there then, without managed fields; {@code resourceVersion} and {@code generation} are those from before
     * @param managedFields who would manage what of it
     */
    record Applied(ObjectNode applied, ObjectNode object, ManagedFields managedFields) implements Prediction {}

    /**
     * The server would refuse it.
     *
     * @param reason why
     */
    record Refused(String reason) implements Prediction {}
}
