package io.headwater.applier.kafka;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.schemas.avro.ApplicationRef;
import io.headwater.schemas.avro.ObjectRef;

/** What identifies applications and objects, as records and as keys. */
final class Identities {

    private Identities() {}

    static ApplicationRef reference(ApplicationKey key) {
        return new ApplicationRef(key.namespace(), key.name());
    }

    static ApplicationKey applicationKey(ApplicationRef reference) {
        return new ApplicationKey(reference.getNamespace(), reference.getName());
    }

    static ObjectRef reference(ObjectKey key) {
        return new ObjectRef(key.group(), key.kind(), key.namespace(), key.name());
    }

    static ObjectKey objectKey(ObjectRef reference) {
        return ObjectKey.of(reference.getGroup(), reference.getKind(), reference.getNamespace(), reference.getName());
    }
}
