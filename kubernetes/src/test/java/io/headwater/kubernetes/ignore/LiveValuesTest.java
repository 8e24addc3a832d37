package io.headwater.kubernetes.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.KubernetesObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code RespectIgnoreDifferences=true} applies, as Argo CD's {@code normalizeTargetResources} computes it. */
class LiveValuesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            .spec.replicas             ¦ {'spec':{'replicas':1,'x':1}}  ¦ {'spec':{'replicas':5,'x':2}}  ¦ {'spec':{'replicas':5,'x':1}}
            .spec.replicas             ¦ {'spec':{'x':1}}               ¦ {'spec':{'replicas':5,'x':2}}  ¦ {'spec':{'replicas':5,'x':1}}
            .spec.replicas             ¦ {'spec':{'replicas':1}}        ¦ {'spec':{'x':2}}               ¦ {'spec':{}}
            .spec.replicas             ¦ {}                             ¦ {'spec':{'replicas':5,'x':2}}  ¦ {'spec':{'replicas':5}}
            .metadata.labels           ¦ {'metadata':{'labels':{'a':'1'}}} ¦ {'metadata':{'labels':{'b':'2'}}} ¦ {'metadata':{'labels':{'b':'2'}}}
            .status                    ¦ {'spec':{}}                    ¦ {'spec':{},'status':{'a':1}}   ¦ {'spec':{}}
            .status.a                  ¦ {'status':{'a':0,'b':0}}       ¦ {'status':{'a':1,'b':1}}       ¦ {'status':{'b':0}}
            .spec.x                    ¦ {'spec':{'y':1}}               ¦ {'spec':{'y':2}}               ¦ {'spec':{'y':1}}
            """)
    void copiesWhatTheLiveObjectHas(String program, String desired, String live, String applied) {
        assertApplied("apps/v1", program, desired, live, applied);
    }

    /** A strategic merge patch finds elements by the merge key of the list. */
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            .spec.containers[].image                         ¦ [{'name':'a','image':'1','x':1},{'name':'b','image':'1'}] ¦ [{'name':'b','image':'8'},{'name':'a','image':'9','x':2}] ¦ [{'name':'a','x':1,'image':'9'},{'name':'b','image':'8'}]
            .spec.containers[].image                         ¦ [{'name':'a','image':'1'}] ¦ [{'name':'a','image':'9'},{'name':'s','image':'8','x':1}] ¦ [{'name':'a','image':'9'},{'image':'8','name':'s'}]
            .spec.containers[].image                         ¦ [{'name':'a','image':'1'},{'name':'new','image':'2'}] ¦ [{'name':'a','image':'9'}] ¦ [{'name':'a','image':'9'},{'name':'new'}]
            .spec.containers[] | select(.name == "s")        ¦ [{'name':'a','image':'1'}] ¦ [{'name':'a','image':'9'},{'name':'s','image':'8'}] ¦ [{'name':'a','image':'1'},{'name':'s','image':'8'}]
            .spec.containers[].env[]? | select(.name == "V") ¦ [{'name':'a','env':[{'name':'V','value':'1'},{'name':'W','value':'1'}]}] ¦ [{'name':'a','env':[{'name':'V','value':'9'},{'name':'W','value':'9'}]}] ¦ [{'name':'a','env':[{'name':'W','value':'1'},{'name':'V','value':'9'}]}]
            .spec.containers[].name                          ¦ [{'name':'a','image':'1'}] ¦ [{'name':'a','image':'9'}] ¦ [{'name':'a','image':'9'}]
            """)
    void findsElementsOfBuiltInKindsByTheirKeys(String program, String desired, String live, String applied) {
        var form = "{'spec':{'containers':%s}}";
        assertApplied("apps/v1", program, form.formatted(desired), form.formatted(live), form.formatted(applied));
    }

    /** A JSON merge patch replaces lists; so a change of anything else in the list is not applied. */
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            argoproj.io/v1alpha1 ¦ containers ¦ [{'name':'a','image':'9','x':2}]
            apps/v1              ¦ others     ¦ [{'name':'a','image':'9','x':2}]
            apps/v1              ¦ containers ¦ [{'name':'a','x':1,'image':'9'}]
            """)
    void takesTheWholeListOfOtherKinds(String apiVersion, String list, String applied) {
        var form = "{'spec':{'%s':%s}}";
        assertApplied(
                apiVersion,
                ".spec.%s[].image".formatted(list),
                form.formatted(list, "[{'name':'a','image':'1','x':1}]"),
                form.formatted(list, "[{'name':'a','image':'9','x':2}]"),
                form.formatted(list, applied));
    }

    private static void assertApplied(String apiVersion, String program, String desired, String live, String applied) {
        var rule = JsonNodeFactory.instance.objectNode().put("group", "*").put("kind", "*");
        rule.putArray("jqPathExpressions").add(program);
        var rules = IgnoreRules.of(IgnoreRuleReader.ofApplication(
                        JsonNodeFactory.instance.arrayNode().add(rule))
                .value());
        var desiredTree = Json.object(desired).put("apiVersion", apiVersion).put("kind", "Any");
        var liveTree = Json.object(live).put("apiVersion", apiVersion).put("kind", "Any");
        var desiredBefore = desiredTree.deepCopy();
        var liveBefore = liveTree.deepCopy();

        var result = rules.forObject(new KubernetesObject(desiredTree)).withLiveValues(desiredTree, liveTree);

        assertThat(result.tree())
                .isEqualTo(Json.object(applied).put("apiVersion", apiVersion).put("kind", "Any"));
        assertThat(desiredTree).isEqualTo(desiredBefore);
        assertThat(liveTree).isEqualTo(liveBefore);
    }
}
