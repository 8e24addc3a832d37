package io.headwater.renderer.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headwater.kubernetes.yaml.Manifest;
import io.headwater.kubernetes.yaml.ManifestWriter;
import io.headwater.renderer.files.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One folder a scenario: {@code source.json} is the Application's source, {@code in} the repository, {@code out.yaml} what it says or {@code
 * error.txt} why it says nothing.
 */
class DirectoryGoldenTest {

    private static final Path SCENARIOS = Path.of("src/test/resources/golden");

    static Set<String> scenarios() throws IOException {
        return names(SCENARIOS);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void rendersAsWritten(String scenario) throws IOException {
        var folder = SCENARIOS.resolve(scenario);
        var source = new ObjectMapper().readTree(folder.resolve("source.json").toFile());

        var result = DirectoryOptions.refusal(source)
                .<RenderResult>map(RenderResult.Failed::new)
                .orElseGet(() -> new DirectoryRenderer()
                        .render(FolderTree.of(folder.resolve("in")), DirectoryOptions.of(source), "destination"));

        switch (result) {
            case RenderResult.Rendered(var type, var manifests) -> expect(folder, "out.yaml", yaml(manifests));
            case RenderResult.Failed(var failure) ->
                expect(folder, "error.txt", failure.code() + ": " + failure.message() + "\n");
        }
    }

    /** Any further file would be one that somebody took to be tested. */
    private static void expect(Path folder, String file, String content) throws IOException {
        assertThat(names(folder)).containsExactlyInAnyOrder("source.json", "in", file);
        assertThat(content).isEqualTo(Files.readString(folder.resolve(file)));
    }

    private static String yaml(List<Manifest> manifests) {
        return ManifestWriter.write(manifests.stream().map(Manifest::object).toList());
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            return children.map(child -> String.valueOf(child.getFileName())).collect(Collectors.toSet());
        }
    }
}
