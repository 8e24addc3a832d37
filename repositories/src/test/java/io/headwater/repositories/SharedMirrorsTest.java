package io.headwater.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.mirror.Mirrors;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedMirrorsTest {

    private static final GitLimits LIMITS = GitLimits.standard();

    @Test
    void areTheSameForAllOfOneDirectoryUntilTheLastLetsGo(@TempDir Path directory) {
        var one = SharedMirrors.in(directory, LIMITS);
        var other = SharedMirrors.in(directory, LIMITS);
        assertThat(other.mirrors()).isSameAs(one.mirrors());

        one.close();
        assertInUse(directory.resolve("mirrors"));
        other.close();

        try (var anew = SharedMirrors.in(directory, LIMITS)) {
            assertThat(anew.mirrors()).isNotSameAs(one.mirrors());
        }
    }

    @Test
    void leaveAnotherProcessItsOwn(@TempDir Path directory) {
        try (var another = Mirrors.open(directory.resolve("mirrors"), LIMITS);
                var ours = SharedMirrors.in(directory, LIMITS)) {
            assertThat(ours.mirrors()).isNotSameAs(another);
            assertInUse(directory.resolve("mirrors-2"));
        }
    }

    private static void assertInUse(Path folder) {
        assertThatThrownBy(() -> Mirrors.open(folder, LIMITS).close())
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.code()).isEqualTo(GitErrorCode.IN_USE));
    }
}
