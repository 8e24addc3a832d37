package io.headwater.clusterwatcher.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class KindContentsTest {

    private static final String CLUSTER = "https://cluster";
    private static final ApplicationKey SHOP = new ApplicationKey("argocd", "shop");
    private static final ApplicationKey BANK = new ApplicationKey("argocd", "bank");
    private static final ObjectKey SETTINGS = ObjectKey.of("", "ConfigMap", "shop", "settings");

    private final Interests interests = new Interests();
    private final KindContents contents = new KindContents(
            CLUSTER, interests, object -> object.annotation("tracks").map(name -> new ApplicationKey("argocd", name)));

    KindContentsTest() {
        interests.place(SHOP, new Placement(CLUSTER, "shop"));
        interests.place(BANK, new Placement(CLUSTER, "bank"));
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
        contents.seen(settings("1", ""));
        interests.desire(SHOP, "digest", new DesiredReference(new GroupKind("", "ConfigMap"), "", "settings"));

        assertThat(contents.reconsider(SETTINGS, "")).isEqualTo(List.of(new LiveChange.Fetch(SETTINGS)));
    }

    @Test
    void withdrawsFromAnApplicationThatIsGone() {
        contents.seen(settings("1", "shop"));
        interests.displace(SHOP);

        assertThat(contents.reconsider(SETTINGS, "1")).containsExactly(new LiveChange.Withdraw(SHOP, SETTINGS, "1"));
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
