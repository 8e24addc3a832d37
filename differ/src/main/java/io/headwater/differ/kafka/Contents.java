package io.headwater.differ.kafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.differ.core.Reason;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.MalformedJsonException;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.UnreadableRecordException;
import io.headwater.schemas.avro.ApplicationRef;
import io.headwater.schemas.avro.Failure;
import io.headwater.schemas.avro.ObjectRef;
import java.nio.ByteBuffer;

/** What several records have in common. */
final class Contents {

    private Contents() {}

    static KubernetesObject object(ByteBuffer compressed) {
        return new KubernetesObject(tree(compressed));
    }

    /**
     * The JSON in a record.
     *
     * @throws UnreadableRecordException if it is damaged
     */
    static ObjectNode tree(ByteBuffer compressed) {
        try {
            return CanonicalJson.readObject(CompressedJson.decompress(compressed), CompressedJson.LARGEST);
        } catch (MalformedJsonException e) {
            throw new UnreadableRecordException("the document in it is no JSON object", e);
        }
    }

    static Reason reason(Failure failure) {
        return new Reason(failure.getCode(), failure.getMessage());
    }

    static Failure failure(Reason reason) {
        return new Failure(reason.code(), reason.message());
    }

    static ObjectKey key(ObjectRef object) {
        return ObjectKey.of(object.getGroup(), object.getKind(), object.getNamespace(), object.getName());
    }

    static ObjectRef reference(ObjectKey key) {
        return new ObjectRef(key.group(), key.kind(), key.namespace(), key.name());
    }

    static ApplicationRef reference(ApplicationKey application) {
        return new ApplicationRef(application.namespace(), application.name());
    }
}
