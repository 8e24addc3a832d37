package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.HttpGitServer;
import io.headwater.git.fixture.SampleRepository;
import io.headwater.git.tree.CommitTree;
import io.headwater.git.tree.Observation;
import io.headwater.git.tree.TreeEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmodulesTest {

    private static final RepositoryAccess ANYONE = RepositoryAccess.anonymous();

    private final List<RepositoryUrl> asked = new ArrayList<>();
    private SampleRepository app;
    private SampleRepository library;
    private HttpGitServer server;
    private Mirrors mirrors;
    private RepositoryUrl url;
    private String pinned;

    @BeforeEach
    void start(@TempDir Path folder) {
        app = SampleRepository.create(folder.resolve("team/app.git"));
        library = SampleRepository.create(folder.resolve("team/library.git"));
        pinned = library.commit(Map.of("base/config.yaml", "from the library", "top.yaml", "top"));
        server = HttpGitServer.start(folder);
        mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard());
        url = RepositoryUrl.parse(server.url("team/app.git"));
    }

    @AfterEach
    void stop() {
        mirrors.close();
        server.close();
        library.close();
        app.close();
    }

    private static String modules(String libraryUrl) {
        return "[submodule \"lib\"]\n\tpath = vendor/lib\n\turl = " + libraryUrl + "\n";
    }

    private CommitTree entering(Map<String, String> files) {
        var sha = app.commit(files);
        mirrors.fetch(url, ANYONE, sha);
        return mirrors.tree(url, ANYONE, sha, repository -> {
            asked.add(repository);
            return ANYONE;
        });
    }

    @Test
    void readsFilesOfASubmodule() {
        var tree = entering(Map.of(".gitmodules", modules("../library.git"), "vendor/lib", "@" + pinned, "a", "1"));

        assertThat(tree.read("vendor/lib/base/config.yaml")).asString().isEqualTo("from the library");
        assertThat(tree.list("vendor/lib"))
                .extracting(TreeEntry::path)
                .containsExactly("vendor/lib/base", "vendor/lib/top.yaml");
        assertThat(tree.walk("")).extracting(TreeEntry::path).contains("a", "vendor/lib/base/config.yaml");
        assertThat(asked).containsExactly(RepositoryUrl.parse(server.url("team/library.git")));
    }

    @Test
    void leavesThemAloneUnlessAsked() {
        var sha = app.commit(Map.of(".gitmodules", modules("../library.git"), "vendor/lib", "@" + pinned));
        mirrors.fetch(url, ANYONE, sha);

        assertThat(mirrors.tree(url, sha).kind("vendor/lib")).contains(TreeEntry.Kind.SUBMODULE);
        assertThat(mirrors.tree(url, sha).kind("vendor/lib/top.yaml")).isEmpty();
    }

    @Test
    void dependsOnTheCommitOfTheSubmodule() {
        var seen = new ArrayList<Observation>();
        var files = Map.of(".gitmodules", modules("../library.git"), "vendor/lib", "@" + pinned, "a", "1");
        entering(files).observedBy(seen::add).read("vendor/lib/top.yaml");
        var newer = library.commit(Map.of("top.yaml", "newer"));

        var unchanged =
                entering(Map.of(".gitmodules", modules("../library.git"), "vendor/lib", "@" + pinned, "a", "2"));
        var changed = entering(Map.of(".gitmodules", modules("../library.git"), "vendor/lib", "@" + newer, "a", "2"));

        assertThat(seen).allMatch(unchanged::stillHolds);
        assertThat(seen).anyMatch(observation -> !changed.stillHolds(observation));
    }

    @Test
    void followsALinkIntoASubmodule() {
        var tree = entering(Map.of(
                ".gitmodules",
                modules("../library.git"),
                "vendor/lib",
                "@" + pinned,
                "config.yaml",
                "-> vendor/lib/base/config.yaml"));

        assertThat(tree.read("config.yaml")).asString().isEqualTo("from the library");
    }

    @Test
    void saysWhyASubmoduleCannotBeEntered() {
        assertThatThrownBy(() -> entering(Map.of("vendor/lib", "@" + pinned)).read("vendor/lib/top.yaml"))
                .hasMessageContaining("no file .gitmodules");
        assertThatThrownBy(() -> entering(Map.of(".gitmodules", "", "vendor/lib", "@" + pinned))
                        .read("vendor/lib/top.yaml"))
                .hasMessageContaining("does not name it");
        var local = modules("file://" + library.directory());
        assertThat(catchThrowableOfType(GitException.class, () -> entering(
                                        Map.of(".gitmodules", local, "vendor/lib", "@" + pinned))
                                .read("vendor/lib/top.yaml"))
                        .code())
                .isEqualTo(GitErrorCode.SUBMODULE_INVALID);
    }
}
