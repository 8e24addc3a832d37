package io.headwater.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.schemas.avro.UnitDeclared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    /** The same record as a later version may have it: with one more field. */
    private static final Schema LATER = SchemaBuilder.record("UnitDeclared")
            .namespace("io.headwater.schemas.avro")
            .fields()
            .requiredString("unit")
            .requiredInt("weight")
            .endRecord();

    @Test
    void bringsBackWhatItWrote() {
        var codec = RecordCodec.ofThisVersion();
        var unit = new UnitDeclared("catalog");

        assertThat(codec.decode(codec.encode(unit))).isEqualTo(unit);
    }

    @Test
    void readsWhatALaterVersionWroteOnceItsSchemaIsKnown() throws IOException {
        var fingerprint = SchemaNormalization.parsingFingerprint64(LATER);
        var codec = new RecordCodec(asked -> asked == fingerprint ? Optional.of(LATER) : Optional.empty());

        assertThat(codec.decode(writtenLater("catalog"))).isEqualTo(new UnitDeclared("catalog"));
    }

    @Test
    void saysWhichSchemaItMisses() throws IOException {
        var bytes = writtenLater("catalog");

        assertThatThrownBy(() -> RecordCodec.ofThisVersion().decode(bytes))
                .isInstanceOfSatisfying(UnknownSchemaException.class, e -> assertThat(e.fingerprint())
                        .isEqualTo(SchemaNormalization.parsingFingerprint64(LATER)));
    }

    @Test
    void refusesWhatIsNoRecord() {
        var codec = RecordCodec.ofThisVersion();
        var cut = codec.encode(new UnitDeclared("a unit with a name"));

        assertThatThrownBy(() -> codec.decode(new byte[] {1, 2, 3})).isInstanceOf(UnreadableRecordException.class);
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(cut, cut.length - 3)))
                .isInstanceOf(UnreadableRecordException.class);
    }

    private static byte[] writtenLater(String unit) throws IOException {
        var record = new GenericRecordBuilder(LATER)
                .set("unit", unit)
                .set("weight", 7)
                .build();
        var out = new ByteArrayOutputStream();
        new BinaryMessageEncoder<>(GenericData.get(), LATER).encode(record, out);
        return out.toByteArray();
    }
}
