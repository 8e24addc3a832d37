package io.headwater.schemas;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the contracts against the accepted version in {@code src/test/contracts}: both must be able to read what the other wrote, since versions run side
 * by side. {@code -Dcontracts.accept=true} makes a compatible change the accepted version.
 */
class ContractsTest {

    private static final Path ACCEPTED = Path.of("src/test/contracts");
    private static final boolean ACCEPT = Boolean.getBoolean("contracts.accept");

    @TestFactory
    List<DynamicTest> staysReadableBothWays() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var current : current().values()) {
            var file = ACCEPTED.resolve(current.getName() + ".avsc");
            tests.add(DynamicTest.dynamicTest(current.getName(), () -> {
                if (Files.exists(file)) {
                    var accepted = new Schema.Parser().parse(Files.readString(file));
                    assertReads(current, accepted);
                    assertReads(accepted, current);
                }
                if (ACCEPT) {
                    Files.createDirectories(ACCEPTED);
                    Files.writeString(file, current.toString(true) + "\n");
                }
                assertThat(file).as("accept it with -Dcontracts.accept=true").exists();
                assertThat(new Schema.Parser().parse(Files.readString(file)))
                        .as("the change is compatible; accept it with -Dcontracts.accept=true")
                        .isEqualTo(current);
            }));
        }
        return tests;
    }

    @Test
    void documentsEveryRecordAndField() {
        for (var schema : current().values()) {
            assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
            schema.getFields().forEach(field -> assertThat(field.doc())
                    .as(schema.getName() + "." + field.name())
                    .isNotBlank());
        }
    }

    @Test
    void keepsNoContractThatIsGone() throws IOException {
        try (var files = Files.list(ACCEPTED)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".avsc", "")))
                    .containsExactlyInAnyOrderElementsOf(current().keySet());
        }
    }

    private static void assertReads(Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        assertThat(result.getType()).as(result.getDescription()).isEqualTo(COMPATIBLE);
    }

    private static TreeMap<String, Schema> current() {
        var schemas = new TreeMap<String, Schema>();
        RecordCodec.ownSchemas().values().forEach(schema -> schemas.put(schema.getName(), schema));
        return schemas;
    }
}
