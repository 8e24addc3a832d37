package io.headwater.git.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.git.fixture.SampleRepository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallPackTest {

    private static final String LONG_TEXT = "a line of some length, as files have them\n".repeat(50);

    private SampleRepository sample;
    private SampleRepository empty;
    private ObjectId first;
    private ObjectId second;

    @BeforeEach
    void start(@TempDir Path folder) {
        sample = SampleRepository.create(folder.resolve("app.git"));
        empty = SampleRepository.create(folder.resolve("empty.git"));
        first = ObjectId.fromString(sample.commit(Map.of("a", LONG_TEXT, "b/c", LONG_TEXT + "1")));
        second = ObjectId.fromString(sample.commit(Map.of("a", LONG_TEXT + "more", "b/c", LONG_TEXT + "2")));
    }

    @AfterEach
    void stop() {
        sample.close();
        empty.close();
    }

    private byte[] pack(Set<ObjectId> haves, boolean thin) throws IOException {
        try (var writer = new PackWriter(sample.repository())) {
            writer.setThin(thin);
            writer.setDeltaBaseAsOffset(true);
            writer.setUseCachedPacks(false);
            writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(second), haves);
            var out = new ByteArrayOutputStream();
            writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
            return out.toByteArray();
        }
    }

    private static int objects(byte[] pack) {
        return pack[11];
    }

    private Set<ObjectId> unpacked(byte[] pack, SampleRepository known) throws IOException {
        var ids = new HashSet<ObjectId>();
        try (var reader = known.repository().newObjectReader();
                var formatter = new ObjectInserter.Formatter()) {
            for (var item :
                    new SmallPack(pack, objects(pack), 1_000_000).unpack(reader).orElseThrow()) {
                ids.add(formatter.idFor(item.type(), item.data()));
            }
        }
        return ids;
    }

    @Test
    void findsEveryObject() throws IOException {
        var pack = pack(Set.of(), false);

        assertThat(unpacked(pack, empty))
                .hasSize(objects(pack))
                .contains(first, second, sample.repository().resolve(second.name() + ":b/c"));
    }

    @Test
    void buildsOnObjectsThatWeHave() throws IOException {
        var pack = pack(Set.of(first), true);

        assertThat(unpacked(pack, sample))
                .contains(second, sample.repository().resolve(second.name() + ":b/c"))
                .doesNotContain(first);
        assertThatThrownBy(() -> unpacked(pack, empty)).isInstanceOf(MissingObjectException.class);
    }

    @Test
    void putsCommitsBehindWhatTheyNeed() throws IOException {
        var pack = pack(Set.of(), false);
        try (var reader = empty.repository().newObjectReader()) {
            var types = new SmallPack(pack, objects(pack), 1_000_000)
                    .unpack(reader).orElseThrow().stream()
                            .map(SmallPack.Item::type)
                            .toList();

            assertThat(types)
                    .containsSubsequence(
                            Constants.OBJ_BLOB, Constants.OBJ_TREE, Constants.OBJ_COMMIT, Constants.OBJ_COMMIT);
            assertThat(types.getLast()).isEqualTo(Constants.OBJ_COMMIT);
        }
    }

    @Test
    void leavesWhatIsLargeToOthers() throws IOException {
        var pack = pack(Set.of(), false);
        try (var reader = empty.repository().newObjectReader()) {
            assertThat(new SmallPack(pack, objects(pack), 1000).unpack(reader)).isEmpty();
        }
    }

    @Test
    void refusesAPackThatWasChangedOnTheWay() throws IOException {
        var pack = pack(Set.of(), false);
        pack[40] ^= 1;

        assertThatThrownBy(() -> unpacked(pack, empty))
                .isInstanceOf(PackProtocolException.class)
                .hasMessageContaining("checksum");
    }

    /** Whatever a server sends, with a right checksum: an exception that says so, or objects; never anything else, never without end. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withstandsAnyBytes(long seed) throws Exception {
        var random = new Random(seed);
        var good = new byte[][] {pack(Set.of(), false), pack(Set.of(first), true)};
        for (int round = 0; round < 2000; round++) {
            var pack = good[round % 2].clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                pack[SmallPack.HEADER + random.nextInt(pack.length - 32)] = (byte) random.nextInt(256);
            }
            sign(pack);
            try {
                unpacked(pack, sample);
            } catch (IOException | NoSuchElementException refused) {
                assertThat(refused).isNotNull();
            }
        }
    }

    private static void sign(byte[] pack) throws Exception {
        var sha1 = MessageDigest.getInstance("SHA-1");
        sha1.update(pack, 0, pack.length - 20);
        System.arraycopy(sha1.digest(), 0, pack, pack.length - 20, 20);
    }
}
