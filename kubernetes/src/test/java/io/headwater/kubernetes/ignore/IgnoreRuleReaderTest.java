package io.headwater.kubernetes.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ignore.IgnoreRuleReader.Customization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRuleReaderTest {

    private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");

    @Test
    void readsRulesOfAnApplication() {
        var reading = IgnoreRuleReader.ofApplication(Json.of("""
                [{"group": "apps", "kind": "Deployment", "name": "web", "namespace": "shop",
                  "jsonPointers": ["/spec/replicas"], "jqPathExpressions": [".spec.paused"], "managedFieldsManagers": ["hpa"]}]
                """));

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.value()).singleElement().satisfies(rule -> {
            assertThat(rule.source()).isEqualTo("spec.ignoreDifferences[0]");
            assertThat(rule.jsonPointers()).extracting(FieldPointer::text).containsExactly("/spec/replicas");
            assertThat(rule.jqPathExpressions())
                    .extracting(JqPathExpression::text)
                    .containsExactly(".spec.paused");
            assertThat(rule.managedFieldsManagers()).containsExactly("hpa");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"group":"apps","kind":"Deployment"}                     | apps | Deployment | shop | web | true
            {"group":"*","kind":"*"}                                 | apps | Deployment | shop | web | true
            {"group":"*","kind":"*"}                                 | ``   | Service    | shop | web | true
            {"group":"ap*","kind":"D*"}                              | apps | DaemonSet  | shop | web | true
            {"kind":"Service"}                                       | ``   | Service    | shop | web | true
            {"kind":"Deployment"}                                    | apps | Deployment | shop | web | false
            {"group":"core","kind":"Service"}                        | ``   | Service    | shop | web | false
            {"group":"apps","kind":"Deployment","name":"web"}        | apps | Deployment | shop | web | true
            {"group":"apps","kind":"Deployment","name":"w*"}         | apps | Deployment | shop | web | false
            {"group":"apps","kind":"Deployment","namespace":"shop"}  | apps | Deployment | shop | web | true
            {"group":"apps","kind":"Deployment","namespace":"other"} | apps | Deployment | shop | web | false
            {"group":"*","kind":"Namespace","namespace":""}          | ``   | Namespace  | ``   | web | true
            """)
    void matchesByPatternsOfTheKindAndExactNames(
            String rule, String group, String kind, String namespace, String name, boolean matches) {
        var rules = IgnoreRuleReader.ofApplication(Json.of("[" + rule + "]")).value();

        assertThat(rules.getFirst().matches(new GroupKind(group, kind), namespace, name))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            {"kind":"A","jsonPointers":["spec"]}              ¦ spec.ignoreDifferences[0]: 'spec': a pointer begins with a slash
            {"kind":"A","jsonPointers":[""]}                  ¦ spec.ignoreDifferences[0]: the empty pointer means the whole object; name a field, as in /spec/replicas
            {"kind":"A","jsonPointers":"/spec"}               ¦ spec.ignoreDifferences[0]: jsonPointers is no list
            {"kind":"A","jsonPointers":[{}]}                  ¦ spec.ignoreDifferences[0]: jsonPointers[0] is no text
            {"kind":"A","jqPathExpressions":[".a["]}          ¦ spec.ignoreDifferences[0]: '.a[': the end at character 4 is not expected there
            {"kind":"A","jqPathExpressions":[7]}              ¦ spec.ignoreDifferences[0]: jqPathExpressions[0] is no text
            {"kind":"A","managedFieldsManagers":[""]}         ¦ spec.ignoreDifferences[0]: a field manager's name has 1 to 128 characters
            {"kind":"A","name":3}                             ¦ spec.ignoreDifferences[0]: name is no text
            {"kind":"[A","group":""}                          ¦ spec.ignoreDifferences[0]: '[A': the kind: a malformed pattern, or one of more than 1,024 characters
            {"group":"apps"}                                  ¦ spec.ignoreDifferences[0]: it names no kind; '*' means every one
            3                                                 ¦ spec.ignoreDifferences[0]: it is no object
            """)
    void saysWhatIsWrongAndGoesOn(String rule, String problem) {
        var reading = IgnoreRuleReader.ofApplication(
                Json.of("[" + rule + ",{\"kind\":\"Service\",\"jsonPointers\":[\"/spec/clusterIP\"]}]"));

        assertThat(reading.problems()).extracting(IgnoreProblem::display).containsExactly(problem);
        assertThat(reading.problems()).extracting(IgnoreProblem::kind).containsOnly(IgnoreProblem.Kind.MALFORMED);
        assertThat(reading.value().getLast().source()).isEqualTo("spec.ignoreDifferences[1]");
    }

    @Test
    void keepsTheRestOfARuleOfWhichAPartIsMalformed() {
        var reading = IgnoreRuleReader.ofApplication(
                Json.of("[{'kind':'A','jsonPointers':['x','/a'],'jqPathExpressions':['.[','.b']}]"));

        assertThat(reading.problems()).hasSize(2);
        assertThat(reading.value().getFirst().jsonPointers())
                .extracting(FieldPointer::text)
                .containsExactly("/a");
        assertThat(reading.value().getFirst().jqPathExpressions())
                .extracting(JqPathExpression::text)
                .containsExactly(".b");
    }

    @Test
    void takesSoManyRulesAndNoMore() {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var i = 0; i < IgnoreRuleReader.MOST_RULES + 1; i++) {
            list.addObject().put("kind", "A");
        }

        var reading = IgnoreRuleReader.ofApplication(list);

        assertThat(reading.value()).hasSize(IgnoreRuleReader.MOST_RULES);
        assertThat(reading.problems())
                .extracting(IgnoreProblem::display)
                .containsExactly("spec.ignoreDifferences: it has 1,001 rules, of which the first 1,000 are taken");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            resource.customizations.ignoreDifferences.apps_Deployment | apps | Deployment | true
            resource.customizations.ignoreDifferences.Service         | ``   | Service    | true
            resource.customizations.ignoreDifferences.Service         | x.io | Service    | false
            resource.customizations.ignoreDifferences.all             | apps | Deployment | true
            resource.customizations.ignoreDifferences.all             | ``   | Service    | true
            resource.customizations.ignoreDifferences.cert-manager.io_Certificate | cert-manager.io | Certificate | true
            resource.customizations.ignoreDifferences.*.x.io_*        | a.x.io | Any      | true
            """)
    void readsTheKindFromTheKeyOfAConfigMap(String key, String group, String kind, boolean matches) {
        var reading =
                IgnoreRuleReader.ofConfigMap(Map.of(key, "jsonPointers:\n- /spec\n"), Customization.IGNORE_DIFFERENCES);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.value()).singleElement().satisfies(rule -> assertThat(
                        rule.matches(new GroupKind(group, kind), "any", "any"))
                .isEqualTo(matches));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            resource.customizations.ignoreDifferences.a_b_c ¦  ¦ resource.customizations.ignoreDifferences.a_b_c: the key ends neither with a kind, nor with <group>_<kind>, nor with 'all'
            resource.customizations.ignoreDifferences.apps_ ¦  ¦ resource.customizations.ignoreDifferences.apps_: the key ends neither with a kind, nor with <group>_<kind>, nor with 'all'
            resource.customizations.ignoreDifferences.A     ¦ - x ¦ resource.customizations.ignoreDifferences.A: it is no object
            resource.customizations                         ¦ A: {ignoreDifferences: {jsonPointers: [/a]}} ¦ resource.customizations: A: ignoreDifferences: it is no text; write it as a block, with '|'
            """)
    void namesTheKeyThatIsWrong(String key, String value, String problem) {
        var reading = IgnoreRuleReader.ofConfigMap(
                Map.of(key, value == null ? "jsonPointers: [/a]" : value), Customization.IGNORE_DIFFERENCES);

        assertThat(reading.value()).isEmpty();
        assertThat(reading.problems()).extracting(IgnoreProblem::display).containsExactly(problem);
    }

    @Test
    void saysWhereYamlIsMalformed() {
        var reading = IgnoreRuleReader.ofConfigMap(
                Map.of("resource.customizations.ignoreDifferences.A", "jsonPointers:\n- [/a"),
                Customization.IGNORE_DIFFERENCES);

        assertThat(reading.problems()).singleElement().satisfies(problem -> assertThat(problem.display())
                .startsWith("resource.customizations.ignoreDifferences.A: line "));
    }

    /** Some operators write them so, and Go finds them. */
    @Test
    void findsNamesInAnyCase() {
        var reading = IgnoreRuleReader.ofConfigMap(
                Map.of(
                        "resource.customizations.ignoreDifferences.Secret",
                        "jqpathexpressions: [.data]\njsonpointers: [/a]\nmanagedfieldsmanagers: [m]\n"),
                Customization.IGNORE_DIFFERENCES);

        assertThat(reading.value()).singleElement().satisfies(rule -> {
            assertThat(rule.jqPathExpressions()).hasSize(1);
            assertThat(rule.jsonPointers()).hasSize(1);
            assertThat(rule.managedFieldsManagers()).hasSize(1);
        });
    }

    @Test
    void readsTheKeyThatHoldsAllKindsUnlessOneHasItsOwn() {
        var reading = IgnoreRuleReader.ofConfigMap(
                Map.of(
                        "resource.customizations",
                        """
                        apps/Deployment:
                          health.lua: |
                            hs = {}
                          ignoreDifferences: |
                            jsonPointers: [/of/all]
                        "*.x.io/*":
                          ignoreDifferences: |
                            jsonPointers: [/of/x]
                        """,
                        "resource.customizations.ignoreDifferences.apps_Deployment",
                        "jsonPointers: [/of/one]",
                        "resource.customizations.health.apps_Deployment",
                        "not: [yaml"),
                Customization.IGNORE_DIFFERENCES);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.value()).hasSize(2);
        assertThat(reading.value().stream().filter(rule -> rule.matches(DEPLOYMENT, "", "")))
                .singleElement()
                .satisfies(rule -> assertThat(rule.jsonPointers()).hasToString("[/of/one]"));
    }
}
