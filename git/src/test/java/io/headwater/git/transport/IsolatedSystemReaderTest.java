package io.headwater.git.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedSystemReaderTest {

    @BeforeAll
    static void install() {
        IsolatedSystemReader.install();
    }

    @Test
    void readsNobodysConfiguration() throws Exception {
        var reader = SystemReader.getInstance();

        assertThat(reader.getUserConfig().getSections()).isEmpty();
        assertThat(reader.getSystemConfig().getSections()).isEmpty();
        assertThat(reader.getJGitConfig().getSections()).isEmpty();
    }

    @Test
    void hidesVariablesThatWouldChangeGit() {
        assertThat(SystemReader.getInstance().getenv("GIT_SSH")).isNull();
        assertThat(SystemReader.getInstance().getenv("PATH")).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void measuresNothing(@TempDir Path folder) {
        assertThat(FS.getFileStoreAttributes(folder).getFsTimestampResolution()).isEqualTo(Duration.ofMillis(10));
        assertThat(folder).isEmptyDirectory();
    }
}
