package io.headwater.kubernetes.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.yaml.ManifestResult.ManifestError;
import io.headwater.kubernetes.yaml.ManifestResult.Manifests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {

    private static final String OBJECT = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\n";
    private static final String JSON = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"%s\"}}";

    private final ManifestReader reader = new ManifestReader();

    @Test
    void readsEveryDocumentWithItsLine() {
        var text = "# a comment\n---\n" + OBJECT.formatted("a") + "--- # another\n\n" + OBJECT.formatted("b") + "...\n";

        assertThat(manifests("all.yaml", text))
                .extracting(manifest -> manifest.object().name(), Manifest::location)
                .containsExactly(tuple("a", "all.yaml:3"), tuple("b", "all.yaml:8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n---\n", "null\n", "---\n~\n...\n", "\uFEFF"})
    void findsNothingInAFileOfEmptyDocuments(String text) {
        assertThat(manifests("a.yaml", text)).isEmpty();
    }

    @Test
    void readsWindowsFiles() {
        var text = "\uFEFF" + (OBJECT.formatted("a") + "data:\n  k: |\n    x\n").replace("\n", "\r\n");

        assertThat(object(text).tree().at("/data/k").asText()).isEqualTo("x\n");
    }

    @Test
    void readsUtf16WithAByteOrderMark() {
        var content = ("\uFEFF" + OBJECT.formatted("a")).getBytes(StandardCharsets.UTF_16LE);

        assertThat(reader.read("a.yaml", content)).isInstanceOf(Manifests.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.json", "a.yaml"})
    void readsJsonObjectsOneAfterTheOther(String file) {
        assertThat(names(manifests(file, JSON.formatted("a") + "\n\n" + JSON.formatted("b"))))
                .containsExactly("a", "b");
    }

    @Test
    void readsFlowStyleThatLooksLikeJson() {
        assertThat(object("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}")
                        .name())
                .isEqualTo("a");
    }

    @Test
    void readsJsonBetweenYamlSeparators() {
        var text = JSON.formatted("a") + "\n---\n" + JSON.formatted("b") + "\n";

        assertThat(names(manifests("a.yaml", text))).containsExactly("a", "b");
    }

    @Test
    void readsJsonNumbersAsGoDoes() {
        var json =
                "{\"apiVersion\":\"v1\",\"kind\":\"X\",\"metadata\":{\"name\":\"a\"},\"spec\":[1.0,1e3,2.50,12345678901234567890]}";

        assertThat(manifests("a.json", json).getFirst().object().tree().path("spec"))
                .hasToString("[1,1000,2.5,12345678901234567890]");
    }

    @Test
    void expandsLists() {
        var text = """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: ConfigMap
                  metadata: {name: a}
                - apiVersion: apps/v1
                  kind: DeploymentList
                  items:
                  - metadata: {name: b}
                  - metadata: {name: c}
                """;

        assertThat(manifests("a.yaml", text))
                .extracting(manifest -> manifest.object().key().toString(), Manifest::line)
                .containsExactly(
                        tuple("/ConfigMap//a", 4), tuple("apps/Deployment//b", 10), tuple("apps/Deployment//c", 11));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null"})
    void takesAListWithoutItemsForNothing(String items) {
        assertThat(manifests("a.yaml", "apiVersion: v1\nkind: ConfigMapList\nitems: " + items))
                .isEmpty();
    }

    @Test
    void keepsAnObjectWhoseKindOnlySoundsLikeAList() {
        assertThat(object("apiVersion: x/v1\nkind: AllowList\nmetadata: {name: a}\nspec: {items: []}")
                        .kind())
                .isEqualTo("AllowList");
    }

    @Test
    void acceptsAGeneratedName() {
        assertThat(object("apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}")
                        .name())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`apiVersion: v1\nmetadata: {name: a}`                             | 1 | no kind",
                "`kind: Pod\nmetadata: {name: a}`                                  | 1 | no apiVersion",
                "`apiVersion: v1\nkind: Pod`                                       | 1 | no metadata",
                "`---\napiVersion: v1\nkind: Pod\nmetadata: {labels: {}}`          | 2 | no metadata.name",
                "`apiVersion: v1\nkind: Pod\nmetadata: {name: ''}`                 | 1 | no metadata.name",
                "`apiVersion: v1\nkind: Pod\nmetadata: {name: 1}`                  | 1 | quotation marks",
                "`apiVersion: 1\nkind: Pod\nmetadata: {name: a}`                   | 1 | apiVersion must be a string",
                "`apiVersion: a/b/c\nkind: Pod\nmetadata: {name: a}`               | 1 | 'group/version'",
                "`apiVersion: v1\nkind: apps/Pod\nmetadata: {name: a}`             | 1 | slash",
                "`apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {x: yes}}`| 1 | metadata.labels.x must be a string",
                "`apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: []}` | 1 | must be a mapping",
                "`# c\njust text`                                                  | 2 | a string",
                "`- apiVersion: v1`                                                | 1 | a list",
                "`apiVersion: v1\nkind: List\nitems: [1]`                          | 1 | a number",
                "`apiVersion: v1\nkind: List\nitems:\n- kind: Pod`                 | 4 | no apiVersion",
            })
    void refusesWhatIsNoObject(String text, int line, String reason) {
        assertThat(error("dir/a.yaml", text))
                .returns("dir/a.yaml", ManifestError::file)
                .returns(line, ManifestError::line)
                .extracting(ManifestError::message)
                .asString()
                .contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`a: 1\nb: 2\na: 3`          | 3 | 1 | twice",
                "`a:\n\tb: 1`                | 2 | 1 | tab",
                "`a: b: c`                   | 1 | 5 | quote the value",
                "`a:\n  - b\n c: 1`          | 3 | 2 | indentation",
                "`a: [1, 2\nb: 1`            | 2 | 2 | never closed",
                "`a: {b: 1\n`                | 2 | 1 | never closed",
                "`a: \"b\n`                  | 2 | 1 | never closed",
                "`a: 1\nb`                   | 2 | 2 | ':'",
                "`a: @b`                     | 1 | 4 | quotation marks",
                "`a: *b`                     | 1 | 4 | no anchor",
                "`a: &a [*a]`                | 1 | 8 | contains itself",
                "`a: \"\\q\"`                | 1 | 6 | escape",
                "`a: .inf`                   | 1 | 4 | no such number",
                "`a: !!int x`                | 1 | 4 | tag",
                "`[a]: b`                    | 1 | 1 | no key",
                "`a: \u2028b`                | 1 | 4 | U+2028",
                "`a: \u0001`                 | 1 | 4 | U+0001",
                "`a: 1\n...\nb: 2`           | 3 | 1 | not valid YAML",
                "`<<: [1]`                   | 1 | 5 | mappings",
            })
    void saysWhereYamlIsWrongAndWhatToDo(String text, int line, int column, String advice) {
        assertThat(error("a.yaml", text))
                .returns(line, ManifestError::line)
                .returns(column, ManifestError::column)
                .extracting(ManifestError::message)
                .asString()
                .contains(advice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"a\": 1,}`               | 1 | 9 | comma",
                "`{\"a\": 1\n\"b\": 2}`      | 2 | 1  | comma",
                "`{\"a\": 1, \"a\": 2}`      | 1 | 13 | twice",
                "`{\"a\": [1`                | 1 | 9 | too early",
                "`[]`                        | 1 | 1  | a list",
            })
    void saysWhereJsonIsWrongAndWhatToDo(String text, int line, int column, String advice) {
        assertThat(error("a.json", text))
                .returns(line, ManifestError::line)
                .returns(column, ManifestError::column)
                .extracting(ManifestError::message)
                .asString()
                .contains(advice);
    }

    @Test
    void refusesAByteThatIsNotUtf8() {
        var content = "a: 1\nb: \u00FC".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(reader.read("a.yaml", content))
                .asInstanceOf(type(ManifestError.class))
                .returns(2, ManifestError::line)
                .returns(4, ManifestError::column);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: hunter2 : x", "a: !!int hunter2", "a: \"hunter2", "{\"a\": hunter2}", "a: [hunter2: b: c]"})
    void quotesNoValue(String text) {
        assertThat(error("a.yaml", text).message()).doesNotContain("hunter2");
        assertThat(error("a.json", text).message()).doesNotContain("hunter2");
    }

    @Test
    void keepsToItsLimits() {
        var limits = new ManifestLimits(1_000, 5, 50, 2, 3, 400);

        assertThat(error(limits, "x".repeat(1_001))).contains("1001 bytes");
        assertThat(error(limits, "[[[[[[]]]]]]")).contains("5 levels");
        assertThat(error(limits, "{\"a\":[[[[[[]]]]]]}")).contains("5 levels");
        assertThat(error(limits, "---\na\n---\nb\n---\nc\n")).contains("2 documents");
        assertThat(error(limits, "a: &a x\nb: [*a, *a, *a, *a]")).contains("3 aliases");
        assertThat(error(limits, "a: &a " + "x".repeat(200) + "\nb: [*a, *a]")).contains("too large");
        assertThat(error(limits, list("a", "b", "c"))).contains("2 objects");
        assertThat(error(limits, "- a\n".repeat(50))).contains("50 keys and values");
    }

    @Test
    void refusesABillionLaughs() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 30; i++) {
            bomb.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9)));
        }

        assertThat(error(ManifestLimits.DEFAULT, bomb.toString())).contains("too large");
    }

    private static String list(String... names) {
        var text = new StringBuilder("apiVersion: v1\nkind: List\nitems:\n");
        for (var name : names) {
            text.append("- {apiVersion: v1, kind: Pod, metadata: {name: ")
                    .append(name)
                    .append("}}\n");
        }
        return text.toString();
    }

    private static List<String> names(List<Manifest> manifests) {
        return manifests.stream().map(manifest -> manifest.object().name()).toList();
    }

    private KubernetesObject object(String text) {
        var manifests = manifests("a.yaml", text);
        assertThat(manifests).hasSize(1);
        return manifests.getFirst().object();
    }

    private List<Manifest> manifests(String file, String text) {
        return switch (reader.read(file, text.getBytes(StandardCharsets.UTF_8))) {
            case Manifests(var manifests) -> manifests;
            case ManifestError error -> throw new AssertionError(error);
        };
    }

    private ManifestError error(String file, String text) {
        return switch (reader.read(file, text.getBytes(StandardCharsets.UTF_8))) {
            case Manifests(var manifests) -> throw new AssertionError("no error, but " + manifests);
            case ManifestError error -> error;
        };
    }

    private static String error(ManifestLimits limits, String text) {
        return switch (new ManifestReader(limits).read("a.yaml", text.getBytes(StandardCharsets.UTF_8))) {
            case Manifests(var manifests) -> throw new AssertionError("no error, but " + manifests);
            case ManifestError error -> error.message();
        };
    }
}
