package io.headwater.kubernetes.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.Trees;
import io.headwater.kubernetes.ignore.IgnoreProblem.Kind;
import io.headwater.kubernetes.ignore.jq.JqLimits;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoredFieldsTest {

    private static final String HPA = "{'jsonPointers':['/spec/replicas']}";

    /** The results of the library that Argo CD removes fields with. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /a/b     | {"a":{"b":1,"c":2}}   | {"a":{"c":2}}
            /x       | {"a":1}               | {"a":1}
            /a/x     | {"a":1}               | {"a":1}
            /a/0     | {"a":[1,2]}           | {"a":[2]}
            /a/01    | {"a":[1,2]}           | {"a":[1]}
            /a/+1    | {"a":[1,2]}           | {"a":[1]}
            /a/-1    | {"a":[1,2]}           | {"a":[1]}
            /a/-1/x  | {"a":[1,{"x":2}]}     | {"a":[1,{}]}
            /a/-3    | {"a":[1,2]}           | {"a":[1,2]}
            /a/2     | {"a":[1,2]}           | {"a":[1,2]}
            /a/-     | {"a":[1,2]}           | {"a":[1,2]}
            /a/x     | {"a":[1,2]}           | {"a":[1,2]}
            /n       | {"n":null}            | {}
            /n/x     | {"n":null}            | {"n":null}
            /a~1b    | {"a/b":1}             | {}
            /a~0b    | {"a~b":1}             | {}
            /a/~01   | {"a":{"~1":1,"/":2}}  | {"a":{"/":2}}
            /a/~2    | {"a":{"~2":1}}        | {"a":{}}
            /        | {"":1}                | {}
            """)
    void removesWhatAPointerNames(String pointer, String tree, String remainder) {
        assertThat(fields("{'jsonPointers':['" + pointer + "']}")
                        .without(Json.object(tree))
                        .tree())
                .isEqualTo(Json.of(remainder));
    }

    @Test
    void removesOneAfterTheOther() {
        var remainder = fields("{'jsonPointers':['/l/0','/l/0'],'jqPathExpressions':['.l[0]']}")
                .without(Json.object("{'l':[1,2,3,4]}"));

        assertThat(remainder.tree()).isEqualTo(Json.of("{'l':[4]}"));
    }

    @Test
    void sharesWhatDidNotChange() {
        var tree = Json.object("{'spec':{'replicas':3,'template':{'a':1}},'data':{'x':1}}");

        var remainder = fields(HPA).without(tree).tree();

        assertThat(remainder.get("data")).isSameAs(tree.get("data"));
        assertThat(remainder.at("/spec/template")).isSameAs(tree.at("/spec/template"));
        assertThat(tree).isEqualTo(Json.of("{'spec':{'replicas':3,'template':{'a':1}},'data':{'x':1}}"));
    }

    @Test
    void givesBackTheSameTreeWhenNothingIsLeftOut() {
        var tree = Json.object("{'spec':{'paused':true}}");

        assertThat(fields(HPA).without(tree).tree()).isSameAs(tree);
        assertThat(fields("{'jqPathExpressions':['.spec.replicas','.x.y?']}")
                        .without(tree)
                        .tree())
                .isSameAs(tree);
        assertThat(IgnoreRules.of(List.of())
                        .forObject(new GroupKind("", "A"), "", "a")
                        .without(tree)
                        .tree())
                .isSameAs(tree);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'jsonPointers':['/apiVersion','/kind','/metadata/name','/metadata/namespace']} | {'apiVersion':'v1','kind':'A','metadata':{'name':'n','namespace':'s','labels':{}}}
            {'jsonPointers':['/metadata']}                                                  | {'apiVersion':'v1','kind':'A','metadata':{'name':'n','namespace':'s'}}
            {'jqPathExpressions':['.[]']}                                                   | {'apiVersion':'v1','kind':'A','metadata':{'name':'n','namespace':'s'}}
            """)
    void keepsAnObjectsIdentity(String rule, String remainder) {
        var tree = Json.object("{'apiVersion':'v1','kind':'A','metadata':{'name':'n','namespace':'s','labels':{}}}");

        assertThat(fields(rule).without(tree).tree()).isEqualTo(Json.of(remainder));
    }

    @Test
    void saysWhyARuleLeavesNothingOutAndGoesOn() {
        var remainder = fields("{'jqPathExpressions':['.data.password[]','.','.data.other']}")
                .without(Json.object("{'data':{'password':'hunter2','other':'x'}}"));

        assertThat(remainder.tree()).isEqualTo(Json.of("{'data':{'password':'hunter2'}}"));
        assertThat(remainder.problems()).extracting(IgnoreProblem::kind).containsOnly(Kind.FAILED);
        assertThat(remainder.problems())
                .extracting(IgnoreProblem::display)
                .containsExactly(
                        "spec.ignoreDifferences[0]: '.data.password[]': a string has no elements; '[]?' leaves it out",
                        "spec.ignoreDifferences[0]: '.': it names the whole object, and no field of it");
    }

    @Test
    void namesTheRuleAndTheLimitAndGoesOn() {
        var remainder = fields("{'jqPathExpressions':['until(false; .)','.a']}", Duration.ofMillis(200))
                .without(Json.object("{'a':1,'b':2}"));

        assertThat(remainder.tree()).isEqualTo(Json.of("{'b':2}"));
        assertThat(remainder.problems())
                .containsExactly(new IgnoreProblem(
                        Kind.LIMIT_EXCEEDED,
                        "spec.ignoreDifferences[0]",
                        "until(false; .)",
                        "it takes longer than 200 ms"));
    }

    @Test
    void givesProgramsLittleTimeOnceThoseBeforeTookAllOfIt() {
        var programs = "'until(false; .)',".repeat(20);

        var start = System.nanoTime();
        var remainder = fields(
                        "{'jqPathExpressions':[" + programs + "'.a'],'jsonPointers':['/b']}", Duration.ofMillis(100))
                .without(Json.object("{'a':1,'b':2}"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(remainder.tree()).isEqualTo(Json.of("{}"));
        assertThat(remainder.problems())
                .hasSize(20)
                .extracting(IgnoreProblem::kind)
                .containsOnly(Kind.LIMIT_EXCEEDED);
    }

    /** Argo CD's is one edit per field; here no list is copied for every element of it. */
    @Test
    void removesFromLongListsInOneGo() {
        var tree = JsonNodeFactory.instance.objectNode();
        var list = tree.putArray("l");
        for (var i = 0; i < 50_000; i++) {
            list.addObject().put("name", "n" + i).put("value", i);
        }

        var remainder = fields("{'jqPathExpressions':['.l[].value']}").without(tree);

        assertThat(remainder.problems()).isEmpty();
        assertThat(remainder.tree().get("l")).hasSize(50_000).allMatch(element -> element.size() == 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hpa               | {'spec':{'paused':true,'l':[{'name':'a','image':'i'}],'m':{'x':1},'set':['p','q'],'args':[1]}}
            operator          | {'spec':{'replicas':3,'paused':true,'l':[{'name':'a'}],'m':{'x':1},'set':['p'],'args':[1]}}
            kubectl           | {'spec':{'replicas':3,'l':[{'name':'a','image':'i'}],'m':{},'set':['p','q']}}
            argocd-controller | {'spec':{'replicas':3,'paused':true,'l':[{'name':'a','image':'i'}],'set':['p','q'],'args':[1]}}
            headwater         | {'spec':{'replicas':3,'paused':true,'l':[{'name':'a','image':'i'}],'set':['p','q'],'args':[1]}}
            nobody            | {'spec':{'replicas':3,'paused':true,'l':[{'name':'a','image':'i'}],'m':{'x':1},'set':['p','q'],'args':[1]}}
            """)
    void removesTheFieldsOfManagersFromEitherSide(String manager, String remainder) {
        var managedFields = Json.of("""
                [{"manager":"hpa","operation":"Update","fieldsType":"FieldsV1","subresource":"scale","fieldsV1":{"f:spec":{"f:replicas":{}}}},
                 {"manager":"operator","operation":"Apply","fieldsType":"FieldsV1",
                  "fieldsV1":{"f:spec":{"f:l":{"k:{\\"name\\":\\"a\\"}":{"f:image":{}}},"f:set":{"v:\\"q\\"":{}}}}},
                 {"manager":"kubectl","operation":"Update","fieldsType":"FieldsV1",
                  "fieldsV1":{"f:spec":{"f:paused":{},"f:args":{},"f:m":{".":{},"f:x":{}}}}},
                 {"manager":"argocd-controller","operation":"Apply","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:m":{}}}}]
                """);
        var desired = Json.object(
                "{'spec':{'replicas':3,'paused':true,'l':[{'name':'a','image':'i'}],'m':{'x':1},'set':['p','q'],'args':[1]}}");
        // Of the map, others manage a part: ours is no more than that there is one.
        var expected =
                manager.equals("argocd-controller") || manager.equals("headwater") ? desired : Json.of(remainder);

        var remaining = fields("{'managedFieldsManagers':['" + manager + "']}").without(desired, managedFields);

        assertThat(remaining.problems()).isEmpty();
        assertThat(remaining.tree()).isEqualTo(expected);
    }

    @Test
    void headwaterAndArgoCdMeanEachOther() {
        var managedFields = Json.of(
                "[{'manager':'headwater','operation':'Apply','fieldsType':'FieldsV1','fieldsV1':{'f:a':{}}},"
                        + "{'manager':'argocd-controller','operation':'Update','fieldsType':'FieldsV1','fieldsV1':{'f:b':{}}}]");

        for (var manager : List.of("headwater", "argocd-controller")) {
            assertThat(fields("{'managedFieldsManagers':['" + manager + "']}")
                            .without(Json.object("{'a':1,'b':2,'c':3}"), managedFields)
                            .tree())
                    .isEqualTo(Json.of("{'c':3}"));
        }
    }

    @Test
    void removesAnElementThatAManagerAddedAlone() {
        var live = Json.object("""
                {"metadata":{"managedFields":[{"manager":"injector","operation":"Update","fieldsType":"FieldsV1","fieldsV1":
                    {"f:spec":{"f:containers":{"k:{\\"name\\":\\"proxy\\"}":{".":{},"f:name":{},"f:image":{}}}}}}]},
                 "spec":{"containers":[{"name":"web","image":"w"},{"name":"proxy","image":"p"}]}}
                """);

        assertThat(fields("{'managedFieldsManagers':['injector']}")
                        .without(live)
                        .tree()
                        .path("spec"))
                .isEqualTo(Json.of("{'containers':[{'name':'web','image':'w'}]}"));
    }

    @Test
    void findsAnElementWhoseKeyTheServerFilledIn() {
        var managedFields = Json.of("""
                [{"manager":"cloud","operation":"Update","fieldsType":"FieldsV1","fieldsV1":
                    {"f:spec":{"f:ports":{"k:{\\"port\\":80,\\"protocol\\":\\"TCP\\"}":{"f:nodePort":{}}}}}}]
                """);
        var desired = Json.object("{'spec':{'ports':[{'port':80,'nodePort':30080},{'port':81,'nodePort':30081}]}}");

        assertThat(fields("{'managedFieldsManagers':['cloud']}")
                        .without(desired, managedFields)
                        .tree())
                .isEqualTo(Json.of("{'spec':{'ports':[{'port':80},{'port':81,'nodePort':30081}]}}"));
    }

    @Test
    void findsManyElementsInOneGo() {
        var list = JsonNodeFactory.instance.arrayNode();
        var owned = JsonNodeFactory.instance.objectNode();
        for (var i = 0; i < 20_000; i++) {
            list.addObject().put("name", "n" + i).put("value", i);
            owned.putObject("k:{\"name\":\"n" + i + "\"}").putObject("f:value");
        }
        var managedFields = JsonNodeFactory.instance.arrayNode();
        managedFields
                .addObject()
                .put("manager", "m")
                .put("operation", "Update")
                .put("fieldsType", "FieldsV1")
                .putObject("fieldsV1")
                .set("f:l", owned);

        var remainder = fields("{'managedFieldsManagers':['m']}")
                .without(JsonNodeFactory.instance.objectNode().set("l", list), managedFields);

        assertThat(remainder.tree().get("l")).hasSize(20_000).allMatch(element -> element.size() == 1);
    }

    @Test
    void takesManagedFieldsOfAnUnknownFormForNone() {
        var remainder = fields("{'managedFieldsManagers':['m'],'jsonPointers':['/a']}")
                .without(Json.object("{'a':1,'b':2}"), Json.of("[{'manager':'m','fieldsType':'FieldsV2'}]"));

        assertThat(remainder.tree()).isEqualTo(Json.of("{'b':2}"));
        assertThat(remainder.problems()).isEmpty();
    }

    @Property
    void leavingOutTwiceIsLeavingOutOnce(@ForAll("trees") ObjectNode tree, @ForAll("rules") String rule) {
        var fields = fields(rule);
        var before = tree.deepCopy();

        var once = fields.without(tree, MissingNode.getInstance()).tree();

        assertThat(fields.without(once, MissingNode.getInstance()).tree()).isSameAs(once);
        assertThat(tree).isEqualTo(before);
    }

    @Property
    void anObjectThatNoRuleIsAboutIsTheSame(@ForAll("trees") ObjectNode tree, @ForAll("rules") String rule) {
        var rules = IgnoreRules.of(
                IgnoreRuleReader.ofApplication(Json.of("[" + rule + "]")).value());

        var fields = rules.forObject(new GroupKind("other", "Other"), "", "a");

        assertThat(fields.isEmpty()).isTrue();
        assertThat(fields.without(tree).tree()).isSameAs(tree);
        assertThat(fields.withLiveValues(tree, tree.deepCopy()).tree()).isSameAs(tree);
    }

    @Property
    void takingLiveValuesOfTheSameObjectChangesNothing(@ForAll("trees") ObjectNode tree, @ForAll("rules") String rule) {
        assertThat(fields(rule).withLiveValues(tree, tree.deepCopy()).tree()).isEqualTo(tree);
    }

    @Provide
    Arbitrary<ObjectNode> trees() {
        return Trees.objects();
    }

    /** Rules of which no part names an element by its place: those that follow take its place. */
    @Provide
    Arbitrary<String> rules() {
        return Arbitraries.of(
                        "'jsonPointers':['/a','/a1/a','/true']",
                        "'jqPathExpressions':['.a']",
                        "'jqPathExpressions':['.[] | objects | .a']",
                        "'jqPathExpressions':['.. | numbers']",
                        "'jqPathExpressions':['.. | strings | select(length > 3)']",
                        "'jqPathExpressions':['.a[]?','.a1 | arrays | .[] | nulls']")
                .map(parts -> "{'group':'','kind':'Any'," + parts + "}");
    }

    private static IgnoredFields fields(String rule) {
        return fields(rule, JqLimits.DEFAULT.time());
    }

    private static IgnoredFields fields(String rule, Duration time) {
        var tree = Json.object(rule).put("kind", "Any");
        var reading = IgnoreRuleReader.ofApplication(
                JsonNodeFactory.instance.arrayNode().add(tree));
        assertThat(reading.problems()).isEmpty();
        return new IgnoreRules(reading.value(), JqLimits.DEFAULT.withTime(time))
                .forObject(new GroupKind("", "Any"), "", "a");
    }
}
