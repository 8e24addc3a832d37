package io.headwater.kubernetes.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ignore.KnownTypeFields.Field;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalisationTest {

    private static final String KEY = "resource.customizations.knownTypeFields.example.com_Gadget";
    private static final GroupKind GADGET = new GroupKind("example.com", "Gadget");

    @Test
    void knowsThatARolloutHoldsPods() {
        assertThat(Normalisation.DEFAULT.fieldsOf(new GroupKind("argoproj.io", "Rollout")))
                .containsExactly(new Field(List.of("spec", "template", "spec"), "core/v1/PodSpec"));
    }

    @Test
    void readsTheTypesOfFieldsByKind() {
        var reading = Normalisation.read(Map.of(
                KEY,
                "- field: spec.limit\n  type: core/Quantity\n- {field: spec.every, type: meta/v1/Duration}\n",
                "resource.customizations",
                "argoproj.io/Rollout:\n  knownTypeFields:\n  - {field: spec.pod, type: core/v1/PodSpec}\n"));

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.value().fieldsOf(GADGET))
                .containsExactly(
                        new Field(List.of("spec", "limit"), "core/Quantity"),
                        new Field(List.of("spec", "every"), "meta/v1/Duration"));
        assertThat(reading.value().fieldsOf(new GroupKind("argoproj.io", "Rollout")))
                .as("what is said of Rollouts takes the place of what is known of them")
                .containsExactly(new Field(List.of("spec", "pod"), "core/v1/PodSpec"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            [{field: spec.a, type: core/v1/Unheard}, {field: spec.b, type: core/Quantity}]  | 'spec.a': its type 'core/v1/Unheard' is none that is known, as core/v1/PodSpec is
            [{type: core/Quantity}, {field: spec.b, type: core/Quantity}]                   | it names no field, as spec.template.spec does
            [nothing, {field: spec.b, type: core/Quantity}]                                 | it names no field, as spec.template.spec does
            """)
    void takesTheOtherFieldsWhereOneIsMalformed(String value, String problem) {
        var reading = Normalisation.read(Map.of(KEY, value));

        assertThat(reading.value().fieldsOf(GADGET)).extracting(Field::path).containsExactly(List.of("spec", "b"));
        assertThat(reading.problems()).extracting(IgnoreProblem::display).containsExactly(KEY + ": " + problem);
    }

    @Test
    void saysWhatIsNoListOfFields() {
        assertThat(Normalisation.read(Map.of(KEY, "a: b")).problems())
                .extracting(IgnoreProblem::display)
                .containsExactly(KEY + ": it is no list of fields with their types");
    }
}
