package io.headwater.renderer.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.yaml.Manifest;
import io.headwater.kubernetes.yaml.ManifestLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the scenario folders can't hold: links and limits. */
class DirectoryRendererTest {

    private final MemoryTree tree = new MemoryTree();

    @Test
    void readsThroughLinksToFilesButNotToFolders() {
        tree.file("base/a.yaml", configMap("a"))
                .file("web/b.yaml", configMap("b"))
                .link("web/a.yaml", "base/a.yaml")
                .link("web/folder.yaml", "base")
                .link("web/gone.yaml", "nowhere.yaml");

        assertThat(locations(new DirectoryRenderer().render(tree, recursive("web"))))
                .containsExactly("web/a.yaml:1", "web/b.yaml:1");
    }

    @Test
    void rendersAFolderThatALinkLeadsTo() {
        tree.file("releases/2/a.yaml", configMap("a")).link("current", "releases/2");

        assertThat(new DirectoryRenderer().render(tree, DirectoryOptions.of("current")))
                .isInstanceOf(RenderResult.Rendered.class);
    }

    @Test
    void refusesTooManyFiles() {
        tree.file("a.yaml", configMap("a")).file("b.yaml", configMap("b"));

        assertThat(code(limited(1, 1000, 10))).isEqualTo("SourceTooLarge");
    }

    @Test
    void refusesTooManyBytesInAll() {
        tree.file("a.yaml", configMap("a")).file("b.yaml", configMap("b"));

        assertThat(code(limited(10, configMap("a").length() + 1L, 10))).isEqualTo("SourceTooLarge");
    }

    @Test
    void refusesFoldersThatAreNestedTooDeep() {
        tree.file("1/2/3/a.yaml", configMap("a"));

        assertThat(code(limited(10, 1000, 2))).isEqualTo("SourceTooLarge");
        assertThat(locations(limited(10, 1000, 3))).containsExactly("1/2/3/a.yaml:1");
    }

    private RenderResult limited(int files, long bytes, int depth) {
        return new DirectoryRenderer(new DirectoryLimits(files, bytes, depth, ManifestLimits.DEFAULT))
                .render(tree, recursive("."));
    }

    private static DirectoryOptions recursive(String path) {
        return new DirectoryOptions(path, true, "", "", true);
    }

    private static List<String> locations(RenderResult result) {
        return switch (result) {
            case RenderResult.Rendered(var type, var manifests) ->
                manifests.stream().map(Manifest::location).toList();
            case RenderResult.Failed(var failure) -> throw new AssertionError(failure);
        };
    }

    private static String code(RenderResult result) {
        return switch (result) {
            case RenderResult.Failed(var failure) -> failure.code();
            case RenderResult.Rendered rendered -> throw new AssertionError(rendered);
        };
    }

    private static String configMap(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\n";
    }
}
