package io.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderCommandTest {

    private static final String MAP = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: %s}
            """;

    private final Path directory;
    private final Path one;
    private final Path two;
    private final Path broken;

    RenderCommandTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        one = directory.resolve("one");
        two = directory.resolve("two");
        broken = directory.resolve("broken");
        write(directory, "one/a.yaml", MAP.formatted("one"));
        write(directory, "two/a.yaml", MAP.formatted("two"));
        write(directory, "two/deep/b.yaml", MAP.formatted("deep"));
        write(directory, "broken/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: [\n");
    }

    private Path file(String name, String content) throws IOException {
        return write(directory, name, content);
    }

    private static Path write(Path directory, String name, String content) throws IOException {
        var slash = Math.max(0, name.lastIndexOf('/'));
        Files.createDirectories(directory.resolve(name.substring(0, slash)));
        return Files.writeString(directory.resolve(name), content);
    }

    private static Invocation render(Object... arguments) {
        var words = new String[arguments.length + 1];
        words[0] = "render";
        for (var number = 0; number < arguments.length; number++) {
            words[number + 1] = arguments[number].toString();
        }
        return Invocation.of(words);
    }

    @Test
    void printsOneStreamOfDocuments() {
        var rendered = render(one, two);

        assertThat(rendered.exitCode()).isZero();
        assertThat(rendered.out()).isEqualTo("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: one
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: two
                """);
    }

    @Test
    void writesEachFolderOrItsErrorIntoAFileAndGoesOn() {
        var out = directory.resolve("out");

        var rendered = render(one, broken, directory.resolve("nowhere"), two, "--output-dir", out);

        assertThat(rendered.exitCode()).isEqualTo(20);
        assertThat(out.resolve("0.yaml")).content().contains("name: one");
        assertThat(out.resolve("1.error.txt")).content().startsWith("a.yaml:");
        assertThat(out.resolve("1.yaml")).doesNotExist();
        assertThat(out.resolve("2.error.txt")).content().contains("nowhere");
        assertThat(out.resolve("3.yaml")).content().contains("name: two");
    }

    @Test
    void leavesNoErrorOfAnEarlierRun() throws IOException {
        var out = directory.resolve("out");
        render(broken, "--output-dir", out);
        file("broken/a.yaml", MAP.formatted("repaired"));

        assertThat(render(broken, "--output-dir", out).exitCode()).isZero();
        assertThat(out.resolve("0.error.txt")).doesNotExist();
        assertThat(out.resolve("0.yaml")).exists();
    }

    @Test
    void saysInOneLineWhatFailed() {
        var rendered = render(broken);

        assertThat(rendered.exitCode()).isEqualTo(20);
        assertThat(rendered.out()).isEmpty();
        assertThat(rendered.err().lines()).singleElement().asString().contains("broken", "a.yaml:");
    }

    @Test
    void rendersAsAnApplicationSays() throws IOException {
        var application = file("app.yaml", """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: two}
                spec: {source: {path: elsewhere, directory: {recurse: true}}}
                """);

        assertThat(render(two).out()).doesNotContain("deep");
        assertThat(render(two, "--app", application).out()).contains("name: deep");
    }

    @Test
    void takesTheNamespaceAndTheNameOfAnApplicationFromTheCommandLine() throws IOException {
        file("two/c.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: two, namespace: shop}\n");

        assertThat(render(two, "--name", "two", "--namespace", "other").exitCode())
                .isZero();
        assertThat(render(two, "--name", "two", "--namespace", "shop"))
                .satisfies(twice -> assertThat(twice.exitCode()).isEqualTo(20))
                .satisfies(twice -> assertThat(twice.err()).contains("two"));
    }

    @Test
    void refusesAnApplicationThatIsNone() throws IOException {
        var several = file("app.yaml", MAP.formatted("a") + "---\n" + MAP.formatted("b"));

        assertThat(render(one, "--app", several).exitCode()).isEqualTo(21);
        assertThat(render(one, "--app", directory.resolve("nothing.yaml")).exitCode())
                .isEqualTo(22);
        assertThat(render().exitCode()).isEqualTo(2);
    }
}
