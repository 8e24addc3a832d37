package io.headwater.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.git.RepositoryUrl;
import io.headwater.git.fixture.SampleRepository;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {

    @Test
    void forgetsRefsThatAnotherIncludes(@TempDir Path folder) throws IOException {
        try (var sample = SampleRepository.create(folder.resolve("app.git"))) {
            var first = sample.commit(Map.of("a", "1"));
            var second = sample.commit(Map.of("a", "2"));
            sample.point("refs/heads/other", ObjectId.fromString(first));
            var other = sample.commitTo("other", Map.of("a", "3"));
            var alone = sample.commitTo("alone", Map.of("a", "4"));
            for (var sha : List.of(first, second, other, alone)) {
                sample.point(Mirror.KEPT_COMMITS + sha, ObjectId.fromString(sha));
            }

            assertThat(Housekeeping.superfluous(sample.repository()))
                    .extracting(Ref::getName)
                    .containsExactly(Mirror.KEPT_COMMITS + first);
        }
    }

    @Test
    void packsWhatHasGatheredAndLosesNothing(@TempDir Path folder) throws IOException {
        try (var sample = SampleRepository.create(folder.resolve("app.git"));
                var mirrors = MirrorFolder.open(folder.resolve("mirrors"));
                var mirror = Mirror.open(mirrors, RepositoryUrl.parse("https://git.example/app"))) {
            var commits = List.of(sample.commit(Map.of("a", "1")), sample.commitTo("other", Map.of("a", "2")));
            for (var sha : commits) {
                copyAsPack(sample, mirror);
                mirror.keep(List.of(sha));
            }
            for (int i = 0; i < 6; i++) {
                sample.commit(Map.of("a", "more " + i));
                copyAsPack(sample, mirror);
            }
            new Housekeeping(Runnable::run, 3).tidyIfNeeded(mirror);

            assertThat(packs(mirror)).isLessThan(6);
            assertThat(commits).allMatch(mirror::has);
        }
    }

    /** What one more fetch of everything would bring. */
    private static void copyAsPack(SampleRepository from, Mirror to) throws IOException {
        try (var transport =
                Transport.open(to.repository(), from.directory().toUri().toString())) {
            transport.fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec("+refs/heads/*:refs/headwater/heads/*")));
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static long packs(Mirror mirror) throws IOException {
        try (var files = Files.list(mirror.directory().resolve("objects/pack"))) {
            return files.filter(file -> file.toString().endsWith(".pack")).count();
        }
    }
}
