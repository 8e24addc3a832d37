package io.headwater.git.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IsolatedSystemReaderTest {

    private static final Set<String> MEASURED = Set.of("filesystem");

    @BeforeAll
    static void install() {
        IsolatedSystemReader.install();
    }

    @Test
    void readsNobodysConfiguration() throws Exception {
        var reader = SystemReader.getInstance();

        for (var config : List.of(reader.getUserConfig(), reader.getSystemConfig(), reader.getJGitConfig())) {
            assertThat(config.getSections())
                    .as("what JGit measures for itself may be there")
                    .isSubsetOf(MEASURED);
        }
    }

    @Test
    void hidesVariablesThatWouldChangeGit() {
        assertThat(SystemReader.getInstance().getenv("GIT_SSH")).isNull();
        assertThat(SystemReader.getInstance().getenv("PATH")).isEqualTo(System.getenv("PATH"));
    }
}
