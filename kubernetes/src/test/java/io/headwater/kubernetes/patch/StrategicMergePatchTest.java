package io.headwater.kubernetes.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headwater.kubernetes.GroupKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergePatchTest {

    static final PatchType THING =
            PatchType.of(Trees.of("""
            {"components": {"schemas": {
              "Thing": {"x-kubernetes-group-version-kind": [{"group": "", "kind": "Thing", "version": "v1"}], "properties": {
                "name": {"type": "string"},
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                "arguments": {"type": "array", "items": {"type": "string"}},
                "finalizers": {"type": "array", "items": {"type": "string"}, "x-kubernetes-patch-strategy": "merge"},
                "parts": {"type": "array", "items": {"allOf": [{"$ref": "#/components/schemas/Part"}]},
                  "x-kubernetes-patch-strategy": "merge", "x-kubernetes-patch-merge-key": "name"},
                "volumes": {"type": "array", "items": {"$ref": "#/components/schemas/Part"},
                  "x-kubernetes-patch-strategy": "merge,retainKeys", "x-kubernetes-patch-merge-key": "name"},
                "strategy": {"allOf": [{"$ref": "#/components/schemas/Part"}], "x-kubernetes-patch-strategy": "retainKeys"},
                "whole": {"allOf": [{"$ref": "#/components/schemas/Part"}], "x-kubernetes-patch-strategy": "replace"}}},
              "Part": {"properties": {
                "name": {"type": "string"}, "image": {"type": "string"}, "type": {"type": "string"},
                "arguments": {"type": "array", "items": {"type": "string"}}}}}}}"""), new GroupKind("", "Thing"), "v1").orElseThrow();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"a"}                       | {"name":"b"}                                        | {"name":"b"}
            {"name":"a"}                       | {"name":null}                                       | {}
            {"labels":{"a":"1","b":"2"}}       | {"labels":{"a":null,"c":"3"}}                       | {"labels":{"b":"2","c":"3"}}
            {"labels":{"a":"1"}}               | {"labels":{"$patch":"replace","b":"2"}}             | {"labels":{"b":"2"}}
            {"labels":{"a":"1"}}               | {"labels":{"$patch":"delete"}}                      | {"labels":{}}
            {}                                 | {"labels":{"a":"1","b":null}}                       | {"labels":{"a":"1"}}
            {"arguments":["a","b"]}            | {"arguments":["c"]}                                 | {"arguments":["c"]}
            {"finalizers":["a","b"]}           | {"finalizers":["c","a"]}                            | {"finalizers":["c","a","b"]}
            {"finalizers":["a","b","c"]}       | {"$deleteFromPrimitiveList/finalizers":["b"]}       | {"finalizers":["a","c"]}
            {"finalizers":["a","b","c"]}       | {"$setElementOrder/finalizers":["c","a"]}           | {"finalizers":["b","c","a"]}
            {"whole":{"name":"a","type":"x"}}  | {"whole":{"image":"i"}}                             | {"whole":{"image":"i"}}
            {"strategy":{"name":"a","type":"x"}} | {"strategy":{"$retainKeys":["type"],"type":"y"}}  | {"strategy":{"type":"y"}}
            {"parts":[{"name":"a","image":"1"},{"name":"b"}]} | {"parts":[{"name":"a","image":"2"}]} | {"parts":[{"name":"a","image":"2"},{"name":"b"}]}
            {"parts":[{"name":"a"},{"name":"b"}]} | {"parts":[{"name":"a","$patch":"delete"}]}       | {"parts":[{"name":"b"}]}
            {"parts":[{"name":"a"},{"name":"b"}]} | {"parts":[{"$patch":"replace"},{"name":"c"}]}    | {"parts":[{"name":"c"}]}
            {"parts":[{"name":"a"},{"name":"b"}]} | {"parts":[{"name":"c","image":null}]}            | {"parts":[{"name":"c"},{"name":"a"},{"name":"b"}]}
            {"parts":[{"name":"a","type":"x"},{"name":"a","type":"y"}]} | {"parts":[{"name":"a","image":"1"}]} | {"parts":[{"name":"a","type":"x","image":"1"},{"name":"a","type":"y"}]}
            {"parts":[{"name":"a","type":"x"},{"name":"a","type":"y"}]} | {"parts":[{"name":"a","$patch":"delete"}]} | {"parts":[]}
            {"parts":[{"name":"a"},{"name":"d"}]} | {"$setElementOrder/parts":[{"name":"b"}],"parts":[{"name":"b"},{"name":"d","$patch":"delete"}]} | {"parts":[{"name":"a"},{"name":"b"}]}
            {}                                 | {"parts":[{"name":"a","$patch":"replace"},{"name":"b"}]} | {"parts":[{"name":"b"}]}
            {"parts":[{"name":"a"},{"name":"b"}]} | {"$setElementOrder/parts":[{"name":"b"},{"name":"a"}]} | {"parts":[{"name":"b"},{"name":"a"}]}
            {"parts":[{"name":"a"},{"name":"b"}]} | {"$setElementOrder/parts":[{"name":"c"},{"name":"a"}],"parts":[{"name":"c","image":"3"}]} | {"parts":[{"name":"c","image":"3"},{"name":"a"},{"name":"b"}]}
            """)
    void makesOfAnObject(String object, String patch, String result) {
        assertThat(StrategicMergePatch.apply(Trees.object(object), Trees.object(patch), THING))
                .isEqualTo(Trees.of(result));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"parts":[{"image":"2"}]}                                        | an element of a list lacks its key 'name'
            {"parts":["a"]}                                                  | an element of a list with the key 'name' is no object
            {"labels":{"$patch":"remove"}}                                   | $patch is 'remove', and may be replace or delete
            {"strategy":{"$retainKeys":["name"],"type":"y"}}                 | the patch changes 'type', which $retainKeys does not name
            {"$setElementOrder/parts":[{"name":"a"}],"parts":[{"name":"c"}]} | the order of a list does not agree with its elements in the patch
            {"$deleteFromPrimitiveList/finalizers":"a"}                      | $deleteFromPrimitiveList/finalizers is no list
            """)
    void refuses(String patch, String message) {
        var object = Trees.object(
                "{\"parts\":[{\"name\":\"a\"}],\"labels\":{},\"strategy\":{\"name\":\"a\"},\"finalizers\":[]}");

        assertThatThrownBy(() -> StrategicMergePatch.apply(object, Trees.object(patch), THING))
                .isInstanceOf(PatchException.class)
                .hasMessage(message);
    }
}
