package io.headwater.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://Git.Example/Team/app, https://git.example/Team/app.git",
        "https://git.example/team/app/, https://git.example:443/team/app",
        "https://ada:secret@git.example/team/app, https://git.example/team/app",
        "git@git.example:team/app.git, ssh://git@git.example/team/app",
        "git@git.example:/team/app.git, ssh://git@git.example:22/team/app",
        "git.example:team/app, ssh://other@git.example/team/app",
        "git+ssh://git@git.example/team/app, ssh://git@git.example/team/app",
        "/srv/git/app, file:///srv/git/app"
    })
    void equalsAnotherWayToWriteTheSame(String one, String other) {
        assertThat(RepositoryUrl.parse(one))
                .isEqualTo(RepositoryUrl.parse(other))
                .hasSameHashCodeAs(RepositoryUrl.parse(other));
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example/team/app, https://git.example/team/App",
        "https://git.example/team/app, http://git.example/team/app",
        "https://git.example/team/app, https://git.example:8443/team/app",
        "https://git.example/team/app, ssh://git@git.example/team/app",
        "file:///srv/app, file:///srv/app.git"
    })
    void differsWhereTheRepositoryMayDiffer(String one, String other) {
        assertThat(RepositoryUrl.parse(one)).isNotEqualTo(RepositoryUrl.parse(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ada:s3cret@git.example/app",
                "https://s3cret@git.example/app",
                "ssh://git:s3cret@git.example/app"
            })
    void showsNoCredentials(String url) {
        var parsed = RepositoryUrl.parse(url);

        assertThat(parsed.toString()).doesNotContain("s3cret");
        assertThat(parsed.location()).doesNotContain("s3cret");
        assertThat(parsed.identity()).doesNotContain("s3cret");
    }

    @Test
    void logsInWithWhatTheUrlHoldsUnlessTheSecretSaysMore() {
        var url = RepositoryUrl.parse("https://ada:p%40ss@git.example/app");
        var token = new Credentials.BearerToken("t");

        assertThat(url.credentialsOr(new Credentials.None()))
                .isEqualTo(new Credentials.UsernamePassword("ada", "p@ss"));
        assertThat(url.credentialsOr(token)).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "git.example/team/app",
                "ftp://git.example/app",
                "https://git.example",
                "https:///app",
                "ext::sh -c id",
                "https://git.example/a\nb",
                "https://ada:s3cret@[bad/app"
            })
    void refusesWhatItCannotUseWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> RepositoryUrl.parse(text)).isInstanceOfSatisfying(GitException.class, failure -> {
            assertThat(failure.code()).isEqualTo(GitErrorCode.URL_INVALID);
            assertThat(failure).hasMessageNotContaining("s3cret");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "https://GitHub.com/Team/App.git, https://github.com/team/app",
        "git@github.com:Team/App.git, git@github.com/team/app",
        "ssh://git@github.com/Team/App, git@github.com/team/app",
        "ssh://git@github.com:7999/Team/App, git@github.com:7999/team/app"
    })
    void hasTheFormThatProjectsMatch(String url, String form) {
        assertThat(RepositoryUrl.parse(url).projectForm()).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/Team/App",
                "git@github.com:team/app.git",
                "ssh://git@ssh.github.com:443/team/app.git",
                "ssh://git@altssh.github.com/team/app",
                "http://ada@github.com/team/app/"
            })
    void hasOneKeyForWebhooksHoweverItIsWritten(String url) {
        assertThat(RepositoryUrl.parse(url).webhookKey()).isEqualTo("github.com/team/app");
    }

    @ParameterizedTest
    @CsvSource({
        "../lib.git, https://git.example/team/lib",
        "../../other/lib, https://git.example/other/lib",
        "./sub, https://git.example/team/app.git/sub",
        "https://elsewhere.example/lib, https://elsewhere.example/lib"
    })
    void resolvesTheUrlsOfSubmodules(String relative, String expected) {
        assertThat(RepositoryUrl.parse("https://git.example/team/app.git").submodule(relative))
                .isEqualTo(RepositoryUrl.parse(expected));
    }

    @Test
    void refusesASubmoduleAboveTheRoot() {
        var url = RepositoryUrl.parse("https://git.example/app.git");

        assertThatThrownBy(() -> url.submodule("../../../lib"))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("above the root");
    }
}
