package io.headwater.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CrdsTest {

    /** What kubectl may write into the annotation that a plain {@code kubectl apply} remembers the object in. */
    private static final int LARGEST_ANNOTATION = 256 * 1024;

    @Test
    void readsThreeDefinitions() {
        assertThat(Crds.all())
                .allSatisfy(
                        crd -> assertThat(crd.groupKind()).hasToString("apiextensions.k8s.io/CustomResourceDefinition"))
                .extracting(crd -> crd.name())
                .containsExactly("applications.argoproj.io", "appprojects.argoproj.io", "applicationsets.argoproj.io");
    }

    @Test
    void staysSmallEnoughForPlainKubectlApply() {
        assertThat(Crds.all())
                .allSatisfy(crd -> assertThat(crd.tree().toString().getBytes(StandardCharsets.UTF_8).length)
                        .as(crd.name())
                        .isLessThan(LARGEST_ANNOTATION));
    }

    @Test
    void checksATemplateAsTheApplicationThatItBecomes() {
        var template = below(".spec.template.spec", Definition.ours("ApplicationSet"));
        assertThat(template).isEqualTo(below(".spec", Definition.ours("Application")));
    }

    private static Map<String, Object> below(String path, Definition definition) {
        var rules = new TreeMap<String, Object>();
        definition.rules().forEach((at, rule) -> {
            if (at.equals(path) || at.startsWith(path + ".")) {
                rules.put(at.substring(path.length()), rule);
            }
        });
        return rules;
    }
}
