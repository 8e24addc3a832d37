package io.headwater.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesObjectTest {

    @ParameterizedTest
    @CsvSource({"apps/v1, apps, v1", "v1, '', v1", "example.com/v1beta1, example.com, v1beta1"})
    void readsGroupAndVersion(String apiVersion, String group, String version) {
        var object = Objects.object(apiVersion, "Thing", "", "a");

        assertThat(object.group()).isEqualTo(group);
        assertThat(object.version()).isEqualTo(version);
    }

    @Test
    void keepsTheNamespaceOfANamespacedKindOnly() {
        var object = Objects.object("v1", "Thing", "a", "b");

        assertThat(object.keyIn(true, "default")).hasToString("/Thing/a/b");
        assertThat(object.keyIn(false, "default")).hasToString("/Thing//b");
        assertThat(Objects.object("v1", "Thing", "", "b").keyIn(true, "default"))
                .hasToString("/Thing/default/b");
    }

    @Test
    void splitsAListInAnAnnotation() {
        var object = Objects.annotated(Objects.object("v1", "Thing", "", "b"), "list", " a, b,,a , c ");

        assertThat(object.annotationValues("list")).containsExactly("a", "b", "c");
        assertThat(object.annotationValues("none")).isEmpty();
    }
}
