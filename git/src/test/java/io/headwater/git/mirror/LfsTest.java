package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headwater.git.Credentials;
import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.HttpGitServer;
import io.headwater.git.fixture.SampleRepository;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LfsTest {

    private static final RepositoryAccess WITH_LFS =
            RepositoryAccess.anonymous().withLfs(true);

    private final Map<String, String> stored = new ConcurrentHashMap<>();
    private final Map<String, String> authorizations = new ConcurrentHashMap<>();
    private SampleRepository sample;
    private HttpGitServer server;
    private Mirrors mirrors;
    private RepositoryUrl url;
    private String actionHeader = "";

    @BeforeEach
    void start(@TempDir Path folder) {
        sample = SampleRepository.create(folder.resolve("served/app.git"));
        server = HttpGitServer.start(folder.resolve("served"));
        server.gate(this::answers);
        mirrors = Mirrors.open(folder.resolve("mirrors"), GitLimits.standard());
        url = RepositoryUrl.parse(server.url("app.git"));
    }

    @AfterEach
    void stop() {
        mirrors.close();
        server.close();
        sample.close();
    }

    /** A Git LFS server of a few lines, beside the repository. */
    private boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getRequestURI();
        if (path.endsWith("/objects/batch")) {
            note("batch", request);
            var body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var oid = body.replaceAll(".*\"oid\":\"([0-9a-f]+)\".*", "$1");
            response.setContentType("application/vnd.git-lfs+json");
            response.getWriter()
                    .print(
                            stored.containsKey(oid)
                                    ? "{\"objects\":[{\"oid\":\"%s\",\"actions\":{\"download\":{\"href\":\"%s\",\"header\":{%s}}}}]}"
                                            .formatted(oid, server.url("lfs-files/" + oid), actionHeader)
                                    : "{\"objects\":[{\"oid\":\"%s\",\"error\":{\"code\":404,\"message\":\"Object does not exist\"}}]}"
                                            .formatted(oid));
            return true;
        }
        if (path.startsWith("/lfs-files/")) {
            note("download", request);
            response.getOutputStream()
                    .write(stored.getOrDefault(path.substring("/lfs-files/".length()), "")
                            .getBytes(StandardCharsets.UTF_8));
            return true;
        }
        return false;
    }

    private void note(String step, HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        authorizations.put(step, header == null ? "none" : header);
    }

    private String store(String content) throws Exception {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        var oid = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        stored.put(oid, content);
        return pointer(oid, bytes.length);
    }

    private static String pointer(String oid, long size) {
        return "version https://git-lfs.github.com/spec/v1\noid sha256:" + oid + "\nsize " + size + "\n";
    }

    private byte[] read(RepositoryAccess access, Map<String, String> files) {
        var sha = sample.commit(files);
        mirrors.fetch(url, access, sha);
        return mirrors.tree(url, access, sha).read("big.yaml");
    }

    private GitException failure(Map<String, String> files) {
        return catchThrowableOfType(GitException.class, () -> read(WITH_LFS, files));
    }

    @Test
    void replacesAPointerByItsContent() throws Exception {
        assertThat(read(WITH_LFS, Map.of("big.yaml", store("kind: Big"))))
                .asString()
                .isEqualTo("kind: Big");
    }

    @Test
    void leavesPointersAloneUnlessAsked() throws Exception {
        var pointer = store("kind: Big");

        assertThat(read(RepositoryAccess.anonymous(), Map.of("big.yaml", pointer)))
                .asString()
                .isEqualTo(pointer);
    }

    @Test
    void leavesOtherFilesAlone() {
        assertThat(read(WITH_LFS, Map.of("big.yaml", "version https://git-lfs.github.com/spec/v1\nnot really")))
                .asString()
                .contains("not really");
    }

    @Test
    void downloadsAFileOnce() throws Exception {
        var pointer = store("kind: Big");
        read(WITH_LFS, Map.of("big.yaml", pointer));
        server.forgetRequests();
        read(WITH_LFS, Map.of("big.yaml", pointer, "other", "x"));

        assertThat(server.requests()).noneMatch(request -> request.contains("lfs"));
    }

    @Test
    void logsInAtTheRepositorysOwnHost() throws Exception {
        var access = WITH_LFS.withCredentials(new Credentials.BearerToken("s3cret"));
        read(access, Map.of("big.yaml", store("kind: Big")));

        assertThat(authorizations).isEqualTo(Map.of("batch", "Bearer s3cret", "download", "Bearer s3cret"));
    }

    @Test
    void logsInAsTheServerSays() throws Exception {
        actionHeader = "\"Authorization\":\"RemoteAuth once\"";
        var access = WITH_LFS.withCredentials(new Credentials.BearerToken("s3cret"));
        read(access, Map.of("big.yaml", store("kind: Big")));

        assertThat(authorizations).containsEntry("download", "RemoteAuth once");
    }

    @Test
    void keepsCredentialsFromOtherHosts() throws Exception {
        var access = WITH_LFS.withCredentials(new Credentials.BearerToken("s3cret"));
        var elsewhere = server.url("app.git").replace("127.0.0.1", "localhost") + "/info/lfs";

        read(access, Map.of("big.yaml", store("kind: Big"), ".lfsconfig", "[lfs]\n\turl = " + elsewhere + "\n"));

        assertThat(authorizations).containsEntry("batch", "none");
    }

    @Test
    void refusesContentThatIsNotWhatThePointerSays() throws Exception {
        var pointer = store("kind: Big");
        stored.replaceAll((_, _) -> "kind: Bad");

        assertThat(failure(Map.of("big.yaml", pointer)).code()).isEqualTo(GitErrorCode.LFS_INVALID);
    }

    @Test
    void saysThatTheServerDoesNotHaveIt() {
        assertThat(failure(Map.of("big.yaml", pointer("ab".repeat(32), 5))))
                .hasMessageContaining("Object does not exist")
                .extracting(GitException::code)
                .isEqualTo(GitErrorCode.LFS_INVALID);
    }

    @Test
    void refusesMoreThanTheLimit() {
        assertThat(failure(Map.of("big.yaml", pointer("ab".repeat(32), 1L << 40)))
                        .code())
                .isEqualTo(GitErrorCode.TOO_LARGE);
    }
}
