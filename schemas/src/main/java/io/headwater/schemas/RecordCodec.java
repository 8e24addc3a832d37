package io.headwater.schemas;

import io.headwater.schemas.avro.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Turns records into bytes and back in Avro's single-object encoding: a marker, the fingerprint of the writer's schema, the record.
 *
 * <p>A record written by another version is read by resolving its schema against ours. The writer's schema is asked for by fingerprint; one
 * that nobody knows yet is an {@link UnknownSchemaException}, upon which a reader waits for the topic {@code schemas}.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro: single-object encoding</a>
 */
public final class RecordCodec {

    private static final byte[] MARKER = {(byte) 0xC3, (byte) 0x01};
    private static final int HEADER = MARKER.length + Long.BYTES;

    private static final Map<String, Schema> OWN_BY_NAME = new LinkedHashMap<>();
    private static final Map<Long, Schema> OWN_BY_FINGERPRINT = new LinkedHashMap<>();
    private static final Map<String, Long> OWN_FINGERPRINTS = new LinkedHashMap<>();

    static {
        trustOwnRecords();
        for (var topic : Topics.ALL) {
            topic.values().stream().map(SpecificData.get()::getSchema).forEach(RecordCodec::register);
        }
        register(DeadLetter.getClassSchema());
    }

    private final LongFunction<Optional<Schema>> schemas;
    private final Map<Long, SpecificDatumReader<SpecificRecord>> readers = new ConcurrentHashMap<>();
    private final Map<String, DatumWriter<SpecificRecord>> writers = new ConcurrentHashMap<>();

    /** @param schemas knows the schemas of other versions by fingerprint; asked only for those that this version lacks */
    public RecordCodec(LongFunction<Optional<Schema>> schemas) {
        this.schemas = schemas;
    }

    /** A codec that knows the schemas of this version alone. */
    public static RecordCodec ofThisVersion() {
        return new RecordCodec(fingerprint -> Optional.empty());
    }

    /** The schemas of this version by fingerprint: what a writer publishes before its first record. */
    public static Map<Long, Schema> ownSchemas() {
        return Map.copyOf(OWN_BY_FINGERPRINT);
    }

    /** The bytes of a record. */
    public byte[] encode(SpecificRecord value) {
        var name = value.getSchema().getFullName();
        var fingerprint = OWN_FINGERPRINTS.get(name);
        if (fingerprint == null) {
            throw new IllegalStateException(name + " is not a record of any topic");
        }
        var out = new ByteArrayOutputStream(256);
        out.writeBytes(MARKER);
        out.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(fingerprint)
                .array());
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writers.computeIfAbsent(name, ignored -> new SpecificDatumWriter<>(value.getSchema()))
                    .write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed for " + name, e);
        }
        return out.toByteArray();
    }

    /**
     * The record that the bytes hold.
     *
     * @throws UnknownSchemaException if the writer's schema is not known yet; the same bytes may be readable later
     * @throws UnreadableRecordException if the bytes are no record of ours, now or ever
     */
    public SpecificRecord decode(byte[] bytes) {
        if (bytes.length < HEADER || bytes[0] != MARKER[0] || bytes[1] != MARKER[1]) {
            throw new UnreadableRecordException("not in single-object encoding: the marker C3 01 is missing", null);
        }
        var fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(MARKER.length);
        var reader = readers.get(fingerprint);
        if (reader == null) {
            reader = readerOf(fingerprint);
            readers.put(fingerprint, reader);
        }
        var decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
        try {
            return reader.read(null, decoder);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableRecordException("does not hold what its schema says", e);
        }
    }

    /**
     * The record that the bytes hold, of a type that the caller knows to expect.
     *
     * @throws UnreadableRecordException also if it is a record of another type
     */
    public <T extends SpecificRecord> T decode(byte[] bytes, Class<T> type) {
        var value = decode(bytes);
        if (!type.isInstance(value)) {
            throw new UnreadableRecordException(
                    "expected " + type.getSimpleName() + ", was "
                            + value.getSchema().getName(),
                    null);
        }
        return type.cast(value);
    }

    private SpecificDatumReader<SpecificRecord> readerOf(long fingerprint) {
        var own = OWN_BY_FINGERPRINT.get(fingerprint);
        var writer = own != null
                ? own
                : schemas.apply(fingerprint).orElseThrow(() -> new UnknownSchemaException(fingerprint));
        var reader = OWN_BY_NAME.get(writer.getFullName());
        if (reader == null) {
            throw new UnreadableRecordException("this version knows no record " + writer.getFullName(), null);
        }
        try {
            return new SpecificDatumReader<>(writer, reader);
        } catch (AvroRuntimeException e) {
            throw new UnreadableRecordException("cannot resolve the schema of " + writer.getFullName(), e);
        }
    }

    /** Avro makes instances of no class that a schema names unless it is trusted; to those that it trusts by default, our own records are added. */
    private static void trustOwnRecords() {
        var own = DeadLetter.class.getPackageName();
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                        .equals(own)));
    }

    private static void register(Schema schema) {
        var fingerprint = SchemaNormalization.parsingFingerprint64(schema);
        OWN_BY_NAME.put(schema.getFullName(), schema);
        OWN_BY_FINGERPRINT.put(fingerprint, schema);
        OWN_FINGERPRINTS.put(schema.getFullName(), fingerprint);
    }
}
