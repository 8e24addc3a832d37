package io.headwater.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {

    @Test
    void isForItsOwnersEyesOnly(@TempDir Path directory) throws Exception {
        var kubeconfig = Kubeconfig.write(
                directory.resolve("new/one.yaml"), "one", URI.create("https://127.0.0.1:1"), "PEM", "secret");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig.file())))
                .isEqualTo("rw-------");
        assertThat(kubeconfig.file()).content().contains("server: https://127.0.0.1:1", "token: secret", "UEVN");
    }

    @Test
    void keepsTheTokenOutOfMessages(@TempDir Path directory) {
        var kubeconfig = Kubeconfig.write(
                directory.resolve("one.yaml"), "one", URI.create("https://127.0.0.1:1"), "PEM", "secret");

        assertThat(kubeconfig).asString().doesNotContain("secret");
    }

    @Test
    void canPointElsewhere(@TempDir Path directory) {
        var kubeconfig = Kubeconfig.write(
                directory.resolve("one.yaml"), "one", URI.create("https://127.0.0.1:1"), "PEM", "secret");

        var other = kubeconfig.at(URI.create("https://127.0.0.1:2"), directory.resolve("other.yaml"));

        assertThat(other.file()).content().contains("server: https://127.0.0.1:2", "token: secret");
    }
}
