package io.headwater.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.RecordCodec;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.UnitDeclared;
import io.headwater.testcluster.junit.WithKafka;
import io.headwater.testcluster.kafka.TestKafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithKafka
class WriterSchemasIT {

    /** As another version might have it. */
    private static final Schema OTHER = new Schema.Parser().parse("""
            {"type": "record", "name": "UnitDeclared", "namespace": "io.headwater.schemas.avro", "fields": [
              {"name": "weight", "type": "int"},
              {"name": "unit", "type": {"type": "string", "avro.java.string": "String"}}]}""");

    private static final long FINGERPRINT = SchemaNormalization.parsingFingerprint64(OTHER);

    private final Installation installation;
    private final Instance instance;

    WriterSchemasIT(TestKafka kafka) {
        this.installation = new Installation(kafka, 1, Topics.SCHEMAS, Topics.UNITS);
        this.instance = installation.instance("one");
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void letsAReaderWaitForASchemaThatIsNotPublishedYet() {
        var written = ofOtherVersion("a repository");
        var reader = instance.reader();
        var content = CompletableFuture.supplyAsync(
                () -> reader.content(Topics.UNITS, 0, 0, "unit", written), Thread::startVirtualThread);
        assertThat(instance.schemas().find(FINGERPRINT)).isEmpty();

        publish(OTHER);

        assertThat(content.orTimeout(15, TimeUnit.SECONDS).join())
                .isEqualTo(new Content.Present(new UnitDeclared("a repository")));
        assertThat(instance.schemas().find(FINGERPRINT)).hasValue(OTHER);
        assertThat(instance.schemas().awaitSchema(FINGERPRINT)).isTrue();
    }

    @Test
    void publishesItsOwnWhereTheyAreMissingAndNeverTwice() {
        instance.schemas().publishOwn();
        new WriterSchemas(installation.access("another")).publishOwn();
        publish(OTHER);

        var records = installation.await(installation.name(Topics.SCHEMAS), found -> found.stream()
                .anyMatch(record -> record.key().equals("%016x".formatted(FINGERPRINT))));
        assertThat(records).hasSize(RecordCodec.ownSchemas().size() + 1);
        assertThat(records)
                .extracting(record -> Long.parseUnsignedLong(record.key(), 16))
                .containsAll(RecordCodec.ownSchemas().keySet());
    }

    private void publish(Schema schema) {
        try (var producer = instance.kafka().producer(Optional.empty())) {
            producer.send(new ProducerRecord<>(
                    installation.name(Topics.SCHEMAS),
                    0,
                    "%016x".formatted(FINGERPRINT),
                    schema.toString().getBytes(UTF_8)));
        }
    }

    private static byte[] ofOtherVersion(String unit) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xC3, 1});
        out.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(FINGERPRINT)
                .array());
        try {
            new GenericDatumWriter<GenericRecord>(OTHER)
                    .write(
                            new GenericRecordBuilder(OTHER)
                                    .set("weight", 7)
                                    .set("unit", unit)
                                    .build(),
                            EncoderFactory.get().directBinaryEncoder(out, null));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
