package io.headwater.git.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

        for (var config : List.of(reader.getUserConfig(), reader.getSystemConfig(), reader.getJGitConfig())) {
            assertThat(config.getSections()).isEmpty();
        }
    }

    @Test
    void hidesVariablesThatWouldChangeGit() {
        assertThat(SystemReader.getInstance().getenv("GIT_SSH")).isNull();
        assertThat(SystemReader.getInstance().getenv("PATH")).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void leavesNoFilesBehindToMeasureADisk(@TempDir Path folder) throws IOException {
        IsolatedSystemReader.install();

        var attributes = FS.FileStoreAttributes.get(folder);

        assertThat(attributes.getFsTimestampResolution()).isEqualTo(Duration.ofMillis(10));
        assertThat(folder).isEmptyDirectory();
    }
}
