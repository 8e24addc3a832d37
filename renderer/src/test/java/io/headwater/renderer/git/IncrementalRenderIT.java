package io.headwater.renderer.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headwater.git.GitLimits;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.tracking.Tracking;
import io.headwater.renderer.core.Assembly;
import io.headwater.renderer.core.DirectoryRenderer;
import io.headwater.renderer.core.RenderInput;
import io.headwater.renderer.core.RenderedApplication;
import io.headwater.renderer.core.SourceAt;
import io.headwater.repositories.ApplicationSource;
import io.headwater.repositories.Repositories;
import io.headwater.repositories.SharedMirrors;
import io.headwater.repositories.SourceFailure;
import io.headwater.repositories.fixture.FakeSettings;
import io.headwater.schemas.CompressedJson;
import io.headwater.testcluster.git.GitRepository;
import io.headwater.testcluster.git.GitServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a result is reused while everything that was looked at is as it was, and only then; with a real Git server. */
class IncrementalRenderIT {

    private GitServer server;
    private GitRepository repository;
    private Repositories repositories;
    private CommitRenderer renderer;

    @BeforeEach
    void start(@TempDir Path directory) {
        server = GitServer.start(directory.resolve("git"));
        repository = server.create("shop");
        repositories = new Repositories(
                SharedMirrors.in(directory.resolve("data"), GitLimits.standard()), new FakeSettings(), () -> {});
        renderer = new CommitRenderer(
                repositories,
                new DirectoryRenderer(),
                new Assembly(new Tracking("argocd", ""), object -> object, CompressedJson::compress, 1000));
    }

    @AfterEach
    void stop() {
        repositories.close();
        server.close();
    }

    @Test
    void reusesAResultThatACommitDoesNotTouch() {
        var memory = rendered(commit(Map.of("web/a.yaml", configMap("a"), "web/deep/b.yaml", configMap("b"))));

        var other = commit(Map.of("other/a.yaml", configMap("x"), "web/deep/b.yaml", configMap("c")));

        assertThat(render("path: web", other, memory)).isEqualTo(new RenderOutcome.Unchanged(memory));
    }

    @Test
    void rendersAnewWhenAFileChanges() {
        var memory = rendered(commit(Map.of("web/a.yaml", configMap("a"))));

        assertThat(render("path: web", commit(Map.of("web/a.yaml", configMap("b"))), memory))
                .isInstanceOf(RenderOutcome.Rendered.class);
    }

    @Test
    void rendersAnewWhenAFileIsAdded() {
        var memory = rendered(commit(Map.of("web/a.yaml", configMap("a"))));

        assertThat(render("path: web", commit(Map.of("web/b.yaml", configMap("b"))), memory))
                .isInstanceOfSatisfying(RenderOutcome.Rendered.class, outcome -> assertThat(outcome.contents())
                        .hasSize(2));
    }

    @Test
    void noticesWhatWasNotThere() {
        var memory = rendered(commit(Map.of("web/a.yaml", configMap("a"))));

        assertThat(render("path: web", commit(Map.of("web/kustomization.yaml", "resources: []")), memory))
                .isInstanceOfSatisfying(
                        RenderOutcome.Failed.class,
                        outcome -> assertThat(outcome.failure().code()).isEqualTo("SourceTypeNotSupported"));
    }

    @Test
    void rendersAnewWhenTheApplicationAsksForSomethingElse() {
        var commit = commit(Map.of("web/a.yaml", configMap("a"), "web/deep/b.yaml", configMap("b")));
        var memory = rendered(commit);

        assertThat(render("path: web, directory: {recurse: true}", commit, memory))
                .isInstanceOfSatisfying(RenderOutcome.Rendered.class, outcome -> assertThat(outcome.contents())
                        .hasSize(2));
    }

    @Test
    void saysWhichObjectIsTooLarge() {
        var noise = new StringBuilder();
        new Random(1).ints(4000, 'a', 'z').forEach(letter -> noise.append((char) letter));

        var outcome = render("path: web", commit(Map.of("web/a.yaml", configMap(noise.toString()))), null);

        assertThat(outcome).isInstanceOfSatisfying(RenderOutcome.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo("ObjectTooLarge");
            assertThat(failed.failure().message()).startsWith("web/a.yaml:1: the ConfigMap 'a' has ");
            assertThat(failed.again()).isFalse();
        });
    }

    @Test
    void triesAgainForACommitThatTheServerDoesNotHave() {
        commit(Map.of("web/a.yaml", configMap("a")));

        assertThat(render("path: web", "d".repeat(40), null))
                .isInstanceOfSatisfying(RenderOutcome.Failed.class, failed -> {
                    assertThat(failed.failure())
                            .as(failed.failure().message())
                            .extracting(SourceFailure::code)
                            .isEqualTo("RevisionUnknown");
                    assertThat(failed.again()).isTrue();
                });
    }

    private String commit(Map<String, String> files) {
        return repository.commit("a commit", files);
    }

    private RenderMemory rendered(String commit) {
        if (render("path: web", commit, null) instanceof RenderOutcome.Rendered(var contents, var memory)) {
            return memory;
        }
        throw new AssertionError("not rendered");
    }

    private RenderOutcome render(String source, String commit, @Nullable RenderMemory memory) {
        return renderer.render(input(source, commit), Optional.ofNullable(memory));
    }

    private RenderInput input(String source, String commit) {
        try {
            var json = source.replaceAll("(\\w+):", "\"$1\":").replaceAll(": web", ": \"web\"");
            var spec = new ObjectMapper()
                    .readTree("{\"source\": {\"repoURL\": \"%s\", %s}}".formatted(repository.uri(), json));
            var application = new RenderedApplication(
                    new ApplicationKey("argocd", "web"), "spec", "default", "shop", ApplicationSource.of(spec));
            return new RenderInput(
                    application, List.of(new SourceAt(0, repository.uri().toString(), "main", commit)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String configMap(String value) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: %s\ndata:\n  key: %s\n"
                .formatted(value.length() > 1 ? "a" : value, value);
    }
}
