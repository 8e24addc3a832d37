package io.headwater.differ.core;

import static io.headwater.differ.core.Manifests.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.ignore.KnownTypeFields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the installation says about all applications. */
class SettingsTest {

    private static final String CONFIG_MAP = "resource.customizations.ignoreDifferences.ConfigMap";
    private static final String WIDGET = "resource.customizations.ignoreDifferences.example.com_Widget";

    private final Scene scene = Scene.manual().git("s1", configMap("a", "1")).holds(configMap("a", "2"), 9);

    @Test
    void callsNothingADifferenceBeforeTheyAreKnown() {
        scene.settings(Settings.AWAITED);

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(scene.reasonCodes()).containsExactly("SettingsPending");
    }

    @Test
    void callsNothingADifferenceWhileTheyCannotBeRead() {
        scene.settings(Settings.unreadable());

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(scene.reasonCodes()).containsExactly("RecordUnreadable");
    }

    @Test
    void leavesOutWhatTheyIgnoreUntilTheySaySomethingElse() {
        set(Map.of(CONFIG_MAP, "jsonPointers: [/data/value]"));
        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);

        set(Map.of());
        assertThat(scene.assess().verdict()).isEqualTo(Verdict.OUT_OF_SYNC);
    }

    @Test
    void leavesOutWhatTheApplicationIgnoresBesides() {
        scene.git("s2", configMap("a", "1"), configMap("b", "1")).holds(configMap("b", "2"), 9);
        set(Map.of(CONFIG_MAP, "jqPathExpressions: ['select(.metadata.name == \"a\") | .data.value']"));
        assertThat(scene.difference(Scene.configMapKey("a"))).isEqualTo(Difference.NONE);
        assertThat(scene.difference(Scene.configMapKey("b"))).isEqualTo(Difference.MODIFIED);

        scene.ignoring("[{\"kind\": \"ConfigMap\", \"name\": \"b\", \"jsonPointers\": [\"/data/value\"]}]");

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
    }

    @Test
    void namesARuleThatMakesNoSenseWhereItIsAboutAnObjectAndGoesOn() {
        set(Map.of(CONFIG_MAP, "jsonPointers: [/data/value, data]", WIDGET, "jsonPointers: [spec]"));

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.SYNCED);
        assertThat(scene.assess().reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("InvalidIgnoreRule");
            assertThat(reason.message()).startsWith(CONFIG_MAP + ": 'data': ");
        });
    }

    @Test
    void namesATypeThatNobodyKnowsWhereTheKindIs() {
        var types = "- {field: data.value, type: core/v1/Unheard}";
        set(Map.of(
                "resource.customizations.knownTypeFields.ConfigMap", types,
                "resource.customizations.knownTypeFields.example.com_Widget", types));

        assertThat(scene.assess().reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("InvalidIgnoreRule");
            assertThat(reason.message())
                    .startsWith("resource.customizations.knownTypeFields.ConfigMap: 'data.value': its type ");
        });
    }

    @Test
    void handsTheTypesOfFieldsOnToComparisons() {
        var settings = Settings.of(Map.of(
                "resource.customizations.knownTypeFields.ConfigMap", "- {field: data.value, type: meta/v1/Duration}"));

        assertThat(settings.rulesWith(IgnoreRules.NONE)
                        .forObject(configMap("a", "1"))
                        .normalisation()
                        .fieldsOf(new GroupKind("", "ConfigMap")))
                .extracting(KnownTypeFields.Field::type)
                .containsExactly("meta/v1/Duration");
    }

    @Test
    void namesWhatCannotBeReadAtAllEverywhere() {
        set(Map.of("resource.customizations", "{", "resource.compareoptions", "[]"));

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.OUT_OF_SYNC);
        assertThat(scene.assess().reasons())
                .extracting(Reason::message)
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message).startsWith("resource.customizations: line "),
                        message -> assertThat(message).startsWith("resource.compareoptions: "));
    }

    @Test
    void saysThatAnObjectIsExcludedAndComparesTheOthers() {
        scene.git("s2", configMap("a", "1"), Manifests.widgetDefinition()).holds(configMap("extra", "1"), 10);
        scene.holds(Manifests.widgetDefinition(), 10);
        set(Map.of("resource.exclusions", "[{apiGroups: [''], kinds: [ConfigMap]}]"));

        var assessment = scene.assess();

        assertThat(assessment.verdict()).isEqualTo(Verdict.SYNCED);
        assertThat(assessment.objects())
                .extracting(object -> object.key().kind())
                .containsExactly("CustomResourceDefinition");
        assertThat(assessment.reasons())
                .containsExactly(new Reason("ExcludedResource", "Resource /ConfigMap a is excluded in the settings"));
        assertThat(assessment.ownedObjects()).isZero();
    }

    @Test
    void namesAnExclusionThatMakesNoSenseAndGoesOn() {
        set(Map.of("resource.exclusions", "[{kinds: ConfigMap}, {kinds: [Secret]}]"));

        assertThat(scene.assess().verdict()).isEqualTo(Verdict.OUT_OF_SYNC);
        assertThat(scene.reasonCodes()).containsExactly("InvalidResourceFilter");
    }

    @Test
    void areTheSameWhenTheySayTheSame() {
        var values = Map.of(CONFIG_MAP, "jqPathExpressions: [.data.value]", WIDGET, "jsonPointers: [spec]");

        assertThat(Settings.of(values)).isEqualTo(Settings.of(values)).isNotEqualTo(Settings.of(Map.of()));
        assertThat(Settings.of(Map.of()).ignored().problems()).isEqualTo(List.of());
    }

    private void set(Map<String, String> values) {
        scene.settings(Settings.of(values));
    }
}
