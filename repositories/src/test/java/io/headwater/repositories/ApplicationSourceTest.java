package io.headwater.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationSourceTest {

    @Test
    void isTheOneSource() throws JsonProcessingException {
        var sources = sources("{'source': {'repoURL': ' https://git/a ', 'path': 'web', 'targetRevision': 'v1'}}");

        assertThat(sources).hasSize(1);
        assertThat(sources.getFirst().repositoryUrl()).isEqualTo("https://git/a");
        assertThat(sources.getFirst().targetRevision()).isEqualTo("v1");
        assertThat(sources.getFirst().path()).isEqualTo("web");
    }

    @Test
    void isEachOfSeveralWhichComeFirst() throws JsonProcessingException {
        var sources = sources(
                "{'source': {'repoURL': 'https://git/x'}, 'sources': [{'repoURL': 'https://git/a'}, {'repoURL': 'https://git/b', 'ref': 'values'}]}");

        assertThat(sources)
                .extracting(ApplicationSource::repositoryUrl)
                .containsExactly("https://git/a", "https://git/b");
        assertThat(sources).extracting(ApplicationSource::index).containsExactly(0, 1);
    }

    @Test
    void isNoneWhereNoneIsNamed() throws JsonProcessingException {
        assertThat(sources("{'sources': [], 'source': null}")).isEmpty();
    }

    @Test
    void readsNothingAsTheDefault() throws JsonProcessingException {
        var source = sources("{'source': {'repoURL': 'https://git/a', 'targetRevision': null}}")
                .getFirst();

        assertThat(source.targetRevision()).isEmpty();
        assertThat(source.isGit()).isTrue();
    }

    @Test
    void knowsChartsAndArtifacts() throws JsonProcessingException {
        assertThat(sources("{'source': {'repoURL': 'https://charts', 'chart': 'redis'}}")
                        .getFirst()
                        .isGit())
                .isFalse();
        assertThat(sources("{'source': {'repoURL': 'oci://registry/x'}}")
                        .getFirst()
                        .isGit())
                .isFalse();
    }

    private static List<ApplicationSource> sources(String spec) throws JsonProcessingException {
        return ApplicationSource.of(new ObjectMapper().readTree(spec.replace('\'', '"')));
    }
}
