package io.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.runtime.sealing.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingKeyTest {

    private final Path directory;

    SealingKeyTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void writesAKeyThatOnlyItsOwnerCanRead() throws IOException {
        var file = directory.resolve("new/key.json");

        assertThat(Invocation.of("admin", "sealing-key", file.toString()).exitCode())
                .isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var sealer = Sealer.withKeyFrom(file);
        assertThat(sealer.open(sealer.seal("value"))).isEqualTo("value");
    }

    @Test
    void neverOverwritesAFile() throws IOException {
        var file = Files.writeString(directory.resolve("key.json"), "precious");

        var refused = Invocation.of("admin", "sealing-key", file.toString());

        assertThat(refused.exitCode()).isEqualTo(21);
        assertThat(refused.err().lines()).singleElement().asString().contains("is there already");
        assertThat(file).content().isEqualTo("precious");
    }

    @Test
    void saysThatAFileCannotBeWritten() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "").resolve("key.json");

        assertThat(Invocation.of("admin", "sealing-key", file.toString()))
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(21))
                .satisfies(refused -> assertThat(refused.out()).isEmpty());
        assertThat(Invocation.of("admin", "sealing-key").exitCode()).isEqualTo(2);
    }
}
