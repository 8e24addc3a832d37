package io.headwater.runtime.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.runtime.ServiceException;
import io.headwater.runtime.ServiceException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerTest {

    private static final String SECRET = "c3dvcmRmaXNo";

    private final Path directory;

    SealerTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void givesEqualValuesEqualSealsAcrossProcessesOfOneKey() throws IOException {
        var file = directory.resolve("keys/sealing");
        Sealer.createKey(file);
        var one = Sealer.withKeyFrom(file);
        var other = Sealer.withKeyFrom(file);

        assertThat(one.seal(SECRET))
                .isEqualTo(other.seal(SECRET))
                .isNotEqualTo(one.seal(SECRET + "x"))
                .satisfies(seal -> assertThat(Sealer.isSealed(seal)).isTrue())
                .doesNotContain(SECRET);
        assertThat(other.open(one.seal(SECRET))).isEqualTo(SECRET);
    }

    @Test
    void sealsAndOpensOnlyOnce() {
        var sealer = Sealer.ephemeral();
        var seal = sealer.seal(SECRET);

        assertThat(sealer.seal(seal)).isEqualTo(seal);
        assertThat(sealer.open(SECRET)).isEqualTo(SECRET);
    }

    @Test
    void saysThatTheKeyIsAnotherOneAndNothingOfTheValue() {
        var seal = Sealer.ephemeral().seal(SECRET);
        var other = Sealer.ephemeral();

        assertThatThrownBy(() -> other.open(seal))
                .asInstanceOf(InstanceOfAssertFactories.type(ServiceException.class))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(Code.SEALING_KEY);
                    assertThat(failure).hasMessageContaining("another key");
                    assertThat(failure.getMessage()).doesNotContain(SECRET, seal);
                });
    }

    @Test
    void opensNoSealThatWasChanged() {
        var sealer = Sealer.ephemeral();
        var seal = sealer.seal(SECRET);

        assertThatThrownBy(() -> sealer.open(seal.substring(0, seal.length() - 4)))
                .isInstanceOf(ServiceException.class);
    }

    @Test
    void writesAKeyThatOnlyItsOwnerCanReadAndNeverReplacesOne() throws IOException {
        var file = directory.resolve("sealing");
        Sealer.createKey(file);
        var first = Files.readString(file);
        Sealer.createKey(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).isEqualTo(first);
    }

    @Test
    void saysHowToMakeAKeyWhereThereIsNoneThatCanBeUsed() throws IOException {
        var missing = directory.resolve("missing");
        var garbage = Files.writeString(directory.resolve("garbage"), SECRET);

        assertThatThrownBy(() -> Sealer.withKeyFrom(missing))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        failure -> assertThat(failure.code().type()).isEqualTo(ServiceException.Type.HALT))
                .hasMessageContainingAll(missing.toString(), "headwater admin sealing-key");
        assertThatThrownBy(() -> Sealer.withKeyFrom(garbage))
                .isInstanceOf(ServiceException.class)
                .hasNoCause()
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains(garbage.toString())
                        .doesNotContain(SECRET));
    }
}
