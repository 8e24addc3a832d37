package io.headwater.repositories;

import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.schemas.avro.RepositoryObserved;

/** Turns records of the topic {@code repositories} into entries of the directory. */
public final class RepositoryRecords {

    private RepositoryRecords() {}

    /** Takes a record into the directory; one that can't be read leaves what was known. */
    public static void take(TopicRecord record, RepositoryDirectory directory) {
        switch (record.content()) {
            case TopicRecord.Content.Present(RepositoryObserved observed) ->
                directory.put(record.key(), declared(observed));
            case TopicRecord.Content.Removed() -> directory.remove(record.key());
            case TopicRecord.Content.Present _, TopicRecord.Content.Unreadable() -> {}
        }
    }

    private static DeclaredRepository declared(RepositoryObserved record) {
        var secret =
                new SecretReference(record.getSecretNamespace(), record.getSecretName(), record.getSecretVersion());
        return record.getTemplate()
                ? DeclaredRepository.template(record.getUrl(), record.getProject(), secret)
                : DeclaredRepository.of(record.getUrl(), record.getProject(), secret);
    }
}
