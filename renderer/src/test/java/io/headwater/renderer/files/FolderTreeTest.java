package io.headwater.renderer.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.renderer.core.SourceTree.Entry;
import io.headwater.renderer.core.SourceTree.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {

    @Test
    void listsWhatACommitWouldHold(@TempDir Path directory) throws IOException {
        Files.createDirectories(directory.resolve(".git/objects"));
        Files.createDirectories(directory.resolve("web"));
        Files.writeString(directory.resolve("a.yaml"), "a");
        Files.createSymbolicLink(directory.resolve("link"), Path.of("web"));

        assertThat(FolderTree.of(directory).list(""))
                .containsExactlyInAnyOrder(
                        new Entry("web", Kind.DIRECTORY), new Entry("a.yaml", Kind.FILE), new Entry("link", Kind.LINK));
    }

    @Test
    void followsLinksWithinTheFolder(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "content");
        Files.createSymbolicLink(directory.resolve("b.yaml"), Path.of("a.yaml"));
        var tree = FolderTree.of(directory);

        assertThat(tree.kind("b.yaml")).contains(Kind.FILE);
        assertThat(tree.read("b.yaml")).asString().isEqualTo("content");
    }

    @Test
    void refusesLinksOutOfTheFolder(@TempDir Path directory, @TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("secret.yaml"), "secret");
        Files.createSymbolicLink(directory.resolve("b.yaml"), outside.resolve("secret.yaml"));
        var tree = FolderTree.of(directory);

        assertThatThrownBy(() -> tree.kind("b.yaml"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("leads out of");
        assertThatThrownBy(() -> tree.read("b.yaml")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void knowsWhatIsNotThere(@TempDir Path directory) throws IOException {
        Files.createSymbolicLink(directory.resolve("b.yaml"), Path.of("nowhere"));
        var tree = FolderTree.of(directory);

        assertThat(tree.kind("b.yaml")).isEmpty();
        assertThat(tree.kind("nothing/at/all")).isEmpty();
        assertThatThrownBy(() -> FolderTree.of(directory.resolve("nothing"))).isInstanceOf(UncheckedIOException.class);
    }
}
