package io.headwater.clusterwatcher.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.ResourceUpdates;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KindContentsTest {

    private static final String CLUSTER = "https://cluster";
    private static final ApplicationKey SHOP = new ApplicationKey("argocd", "shop");
    private static final ApplicationKey BANK = new ApplicationKey("argocd", "bank");
    private static final ObjectKey SETTINGS = ObjectKey.of("", "ConfigMap", "shop", "settings");

    private final Interests interests = new Interests(new UpdateFilter(problem -> {}));
    private final KindContents contents = new KindContents(
            CLUSTER, interests, object -> object.annotation("tracks").map(name -> new ApplicationKey("argocd", name)));

    KindContentsTest() {
        interests.place(SHOP, new Placement(CLUSTER, "shop", "default"));
        interests.place(BANK, new Placement(CLUSTER, "bank", "default"));
    }

    @Test
    void publishesWhatTracksAnApplication() {
        var object = settings("1", "shop");

        assertThat(contents.seen(object)).containsExactly(new LiveChange.Publish(SHOP, SETTINGS, object, true));
        assertThat(contents.seen(object)).as("the same version again").isEmpty();
    }

    @Test
    void publishesWhatAnApplicationDesiresWithoutItsTrackingId() {
        interests.desire(SHOP, "digest", new DesiredReference(new GroupKind("", "ConfigMap"), "", "settings"));
        var object = settings("1", "");

        assertThat(contents.seen(object)).containsExactly(new LiveChange.Publish(SHOP, SETTINGS, object, false));
    }

    @Test
    void holdsAnUpdateBackThatChangesOnlyWhatIsIgnored() {
        ignore("/data/leader");
        contents.seen(leading("1", "a", "git"));

        assertThat(contents.seen(leading("2", "b", "git"))).containsExactly(new LiveChange.Hold(SETTINGS));
        var newest = leading("3", "c", "git");
        assertThat(contents.seen(newest)).as("one is held back already").isEmpty();
        assertThat(contents.release(SETTINGS)).containsExactly(new LiveChange.Publish(SHOP, SETTINGS, newest, true));
        assertThat(contents.release(SETTINGS)).isEmpty();
    }

    @Test
    void tellsAtOnceOfAnUpdateThatChangesSomethingElseToo() {
        ignore("/data/leader");
        contents.seen(leading("1", "a", "git"));
        contents.seen(leading("2", "b", "git"));
        var edited = leading("3", "b", "by hand");

        assertThat(contents.seen(edited)).containsExactly(new LiveChange.Publish(SHOP, SETTINGS, edited, true));
        assertThat(contents.release(SETTINGS)).isEmpty();
    }

    @Test
    void tellsAtOnceThatAnObjectIsGoneOrAnothers() {
        ignore("/data/leader");
        contents.seen(leading("1", "a", "git"));
        contents.seen(leading("2", "b", "git"));
        var moved = settings("3", "bank");

        assertThat(contents.seen(moved)).hasSize(2);
        assertThat(contents.gone(SETTINGS, "4")).containsExactly(new LiveChange.Withdraw(BANK, SETTINGS, "4"));
        assertThat(contents.release(SETTINGS)).isEmpty();
    }

    @Test
    void holdsBackAnewWhatWasHeldWhenAWatchEnded() {
        ignore("/data/leader");
        contents.seen(leading("1", "a", "git"));
        contents.seen(leading("2", "b", "git"));

        contents.watched();
        contents.listing();

        assertThat(contents.seen(leading("2", "b", "git"))).containsExactly(new LiveChange.Hold(SETTINGS));
    }

    private void ignore(String pointer) {
        interests
                .updates()
                .ignore(ResourceUpdates.read(Map.of(
                                "resource.customizations.ignoreResourceUpdates.ConfigMap",
                                "jsonPointers: [%s]".formatted(pointer)))
                        .value());
    }

    private static KubernetesObject leading(String version, String leader, String value) {
        var object = settings(version, "shop");
        object.tree().putObject("data").put("leader", leader).put("value", value);
        return object;
    }

    @Test
    void saysNothingOfWhatConcernsNobody() {
        assertThat(contents.seen(settings("1", ""))).isEmpty();
    }

    @Test
    void publishesUnderTheNewApplicationBeforeItWithdrawsFromTheOld() {
        contents.seen(settings("1", "shop"));
        var moved = settings("2", "bank");

        assertThat(contents.seen(moved))
                .containsExactly(
                        new LiveChange.Publish(BANK, SETTINGS, moved, true),
                        new LiveChange.Withdraw(SHOP, SETTINGS, "2"));
    }

    @Test
    void withdrawsWhatACompleteListLacksAlsoIfItWasPublishedBeforeARestart() {
        contents.wasPublished(SHOP, SETTINGS, "1");
        contents.listing();

        assertThat(contents.listed("9")).containsExactly(new LiveChange.Withdraw(SHOP, SETTINGS, "9"));
    }

    @Test
    void withdrawsWhatItLetsGoOfAndPublishesItAnewWhenItIsSeenAgain() {
        contents.seen(settings("1", "shop"));

        assertThat(contents.letGo()).containsExactly(new LiveChange.Withdraw(SHOP, SETTINGS, ""));
        assertThat(contents.letGo()).isEmpty();

        var object = settings("1", "shop");
        assertThat(contents.seen(object)).containsExactly(new LiveChange.Publish(SHOP, SETTINGS, object, true));
    }

    @Test
    void keepsWhatAListHolds() {
        contents.wasPublished(SHOP, SETTINGS, "1");
        contents.listing();

        assertThat(contents.seen(settings("1", "shop")))
                .as("it was published at that version")
                .isEmpty();
        assertThat(contents.listed("9")).isEmpty();
    }

    @Test
    void asksForAnObjectThatAnApplicationComesToDesire() {
        var fetch = desired("1");

        assertThat(fetch).isEqualTo(new LiveChange.Fetch(SETTINGS, "1"));
        assertThat(contents.awaits(fetch)).isTrue();
        assertThat(contents.reconsider(SETTINGS)).as("it is asked for already").isEmpty();
    }

    @Test
    void publishesWhatItAskedFor() {
        var fetch = desired("1");
        var object = settings("1", "");

        assertThat(contents.fetched(fetch, List.of(object)))
                .containsExactly(new LiveChange.Publish(SHOP, SETTINGS, object, false));
        assertThat(contents.awaits(fetch)).isFalse();
        assertThat(contents.fetched(fetch, List.of(object))).as("read twice").isEmpty();
    }

    @Test
    void bringsNothingBackThatIsGoneWhenItIsRead() {
        var fetch = desired("1");
        contents.gone(SETTINGS, "2");

        assertThat(contents.awaits(fetch)).isFalse();
        assertThat(contents.fetched(fetch, List.of(settings("1", "")))).isEmpty();
        assertThat(contents.reconsider(SETTINGS)).as("nobody knows it any more").isEmpty();
    }

    @Test
    void lacksWhatAListLacksThoughItWasReadMeanwhile() {
        var fetch = desired("1");
        contents.listing();
        contents.fetched(fetch, List.of(settings("1", "")));

        assertThat(contents.listed("9")).containsExactly(new LiveChange.Withdraw(SHOP, SETTINGS, "9"));
    }

    @Test
    void publishesNothingOlderThanWhatTheWatchToldMeanwhile() {
        var fetch = desired("1");
        var newer = settings("2", "");

        assertThat(contents.seen(newer)).containsExactly(new LiveChange.Publish(SHOP, SETTINGS, newer, false));
        assertThat(contents.fetched(fetch, List.of(settings("1", "")))).isEmpty();
    }

    @Test
    void leavesToTheWatchWhatWasReadAheadOfIt() {
        var fetch = desired("1");
        var between = settings("2", "");
        var ahead = settings("3", "");

        assertThat(contents.fetched(fetch, List.of(ahead))).isEmpty();
        assertThat(contents.seen(between)).containsExactly(new LiveChange.Publish(SHOP, SETTINGS, between, false));
        assertThat(contents.seen(ahead)).containsExactly(new LiveChange.Publish(SHOP, SETTINGS, ahead, false));
    }

    @Test
    void leavesItToTheWatchToTellOfADeletion() {
        var fetch = desired("1");

        assertThat(contents.fetched(fetch, List.of())).isEmpty();
        assertThat(contents.awaits(fetch)).isFalse();
    }

    @Test
    void awaitsNothingThatNobodyIsInterestedInAnyMore() {
        var fetch = desired("1");
        interests.undesire(SHOP, "digest");

        assertThat(contents.reconsider(SETTINGS)).isEmpty();
        assertThat(contents.awaits(fetch)).isFalse();
    }

    @Test
    void believesACompleteListThatGoesBackInTime() {
        contents.seen(settings("9", "shop"));
        var restored = settings("5", "shop");
        contents.listing();

        assertThat(contents.seen(restored)).containsExactly(new LiveChange.Publish(SHOP, SETTINGS, restored, true));
        assertThat(contents.listed("6")).isEmpty();
    }

    @Test
    void withdrawsFromAnApplicationThatIsGone() {
        contents.seen(settings("1", "shop"));
        interests.displace(SHOP);

        assertThat(contents.reconsider(SETTINGS)).containsExactly(new LiveChange.Withdraw(SHOP, SETTINGS, ""));
    }

    /** The application comes to desire what the watch has told at that version, which must then be read. */
    private LiveChange.Fetch desired(String version) {
        contents.seen(settings(version, ""));
        interests.desire(SHOP, "digest", new DesiredReference(new GroupKind("", "ConfigMap"), "", "settings"));
        var changes = contents.reconsider(SETTINGS);
        assertThat(changes).hasSize(1);
        return (LiveChange.Fetch) changes.getFirst();
    }

    private static KubernetesObject settings(String version, String tracks) {
        var tree = JsonMapper.builder()
                .build()
                .createObjectNode()
                .put("apiVersion", "v1")
                .put("kind", "ConfigMap");
        var metadata = tree.putObject("metadata")
                .put("namespace", "shop")
                .put("name", "settings")
                .put("resourceVersion", version);
        if (!tracks.isEmpty()) {
            metadata.putObject("annotations").put("tracks", tracks);
        }
        return new KubernetesObject(tree);
    }
}
