package io.headwater.clusterwatcher.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headwater.clusterwatcher.core.LiveChange.Adopt;
import io.headwater.clusterwatcher.core.LiveChange.Orphan;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.project.OrphanRules;
import io.headwater.kubernetes.project.Project;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of objects that belong to nobody. Shop and bank go to the same namespace, in two projects. */
class OrphansTest {

    private static final String CLUSTER = "https://cluster";
    private static final ApplicationKey SHOP = new ApplicationKey("argocd", "shop");
    private static final ApplicationKey BANK = new ApplicationKey("argocd", "bank");
    private static final ObjectKey SETTINGS = ObjectKey.of("", "ConfigMap", "shop", "settings");
    private static final DesiredReference DESIRED =
            new DesiredReference(new GroupKind("", "ConfigMap"), "", "settings");

    private final Interests interests = new Interests(new UpdateFilter(problem -> {}));
    private final KindContents contents = new KindContents(
            CLUSTER, interests, object -> object.annotation("tracks").map(name -> new ApplicationKey("argocd", name)));

    OrphansTest() {
        interests.place(SHOP, new Placement(CLUSTER, "shop", "watched"));
        interests.place(BANK, new Placement(CLUSTER, "shop", "other"));
        interests.monitor("watched", rules("{}"));
    }

    @Test
    void areToldOnceWhateverBecomesOfThem() {
        assertThat(contents.seen(settings("1", ""))).containsExactly(new Orphan(SHOP, SETTINGS, "v1"));
        assertThat(contents.seen(settings("2", ""))).isEmpty();
        assertThat(contents.reconsider(SETTINGS)).isEmpty();

        assertThat(contents.gone(SETTINGS, "3")).containsExactly(new Adopt(SHOP, SETTINGS));
    }

    @Test
    void areToldUnderEveryApplicationOfTheNamespaceWhoseProjectWantsToKnow() {
        interests.monitor("other", rules("{}"));

        assertThat(contents.seen(settings("1", "")))
                .containsExactly(new Orphan(BANK, SETTINGS, "v1"), new Orphan(SHOP, SETTINGS, "v1"));
    }

    @Test
    void areNotWhatAnotherObjectOwns() {
        var owned = settings("1", "").copyTree();
        owned.withObject("/metadata").putArray("ownerReferences").addObject().put("name", "web");

        assertThat(contents.seen(new KubernetesObject(owned))).isEmpty();
    }

    @Test
    void areNotWhatAnyApplicationDesires() {
        interests.desire(BANK, "digest", DESIRED);

        var object = settings("1", "");
        assertThat(contents.seen(object)).containsExactly(new LiveChange.Publish(BANK, SETTINGS, object, false));
    }

    @Test
    void areNotWhatTracksAnApplicationThatIsThere() {
        var object = settings("1", "bank");
        assertThat(contents.seen(object)).containsExactly(new LiveChange.Publish(BANK, SETTINGS, object, true));

        interests.displace(BANK);
        assertThat(contents.reconsider(SETTINGS))
                .containsExactly(new Orphan(SHOP, SETTINGS, "v1"), new LiveChange.Withdraw(BANK, SETTINGS, ""));

        interests.place(BANK, new Placement("https://elsewhere", "bank", "other"));
        assertThat(contents.concerning(BANK)).containsExactly(SETTINGS);
        assertThat(contents.reconsider(SETTINGS)).containsExactly(new Adopt(SHOP, SETTINGS));
    }

    @Test
    void areAdoptedByWhoComesToDesireThem() {
        contents.seen(settings("1", ""));
        interests.desire(SHOP, "digest", DESIRED);

        assertThat(contents.reconsider(SETTINGS))
                .containsExactly(new Adopt(SHOP, SETTINGS), new LiveChange.Fetch(SETTINGS, "1"));

        interests.undesire(SHOP, "digest");
        assertThat(contents.reconsider(SETTINGS)).containsExactly(new Orphan(SHOP, SETTINGS, "v1"));
    }

    @Test
    void followWhatTheProjectWantsToKnow() {
        contents.seen(settings("1", ""));

        assertThat(interests.monitor("watched", rules("{\"ignore\": [{\"kind\": \"ConfigMap\"}]}")))
                .containsExactly(SHOP);
        assertThat(contents.concerning(SHOP)).containsExactly(SETTINGS);
        assertThat(contents.reconsider(SETTINGS)).containsExactly(new Adopt(SHOP, SETTINGS));

        interests.monitor("watched", Optional.empty());
        assertThat(contents.concerning(SHOP)).isEmpty();
        assertThat(interests.monitor("watched", Optional.empty())).isEmpty();

        assertThat(interests.monitor("watched", rules("{}"))).containsExactly(SHOP);
        assertThat(contents.concerning(SHOP)).containsExactly(SETTINGS);
        assertThat(contents.reconsider(SETTINGS)).containsExactly(new Orphan(SHOP, SETTINGS, "v1"));
    }

    @Test
    void followAnApplicationThatMoves() {
        contents.seen(settings("1", ""));

        interests.place(SHOP, new Placement(CLUSTER, "elsewhere", "watched"));
        assertThat(contents.concerning(SHOP)).containsExactly(SETTINGS);
        assertThat(contents.reconsider(SETTINGS)).containsExactly(new Adopt(SHOP, SETTINGS));

        interests.place(SHOP, new Placement(CLUSTER, "shop", "watched"));
        assertThat(contents.concerning(SHOP)).containsExactly(SETTINGS);
        assertThat(contents.reconsider(SETTINGS)).containsExactly(new Orphan(SHOP, SETTINGS, "v1"));
    }

    @Test
    void areTakenBackAfterARestartThatAListLacks() {
        contents.wasOrphaned(SHOP, SETTINGS);
        contents.listing();

        assertThat(contents.listed("9")).containsExactly(new Adopt(SHOP, SETTINGS));
    }

    @Test
    void areNotToldAgainAfterARestart() {
        contents.wasOrphaned(SHOP, SETTINGS);

        assertThat(contents.seen(settings("1", ""))).isEmpty();
    }

    @Test
    void areToldAgainWhereAnotherInstanceTookThemBack() {
        contents.wasOrphaned(SHOP, SETTINGS);
        contents.wasAdopted(SHOP, SETTINGS);

        assertThat(contents.seen(settings("1", ""))).containsExactly(new Orphan(SHOP, SETTINGS, "v1"));
    }

    @Test
    void areTakenBackWithAKindThatNobodyLooksAtAnyMore() {
        contents.seen(settings("1", ""));

        assertThat(contents.letGo()).isEqualTo(List.of(new Adopt(SHOP, SETTINGS)));
    }

    private static Optional<OrphanRules> rules(String settings) {
        try {
            return Project.of("watched", new JsonMapper().readTree("{\"orphanedResources\": " + settings + "}"))
                    .orphans();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static KubernetesObject settings(String version, String tracks) {
        var tree = new JsonMapper().createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
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
