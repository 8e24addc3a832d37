package io.headwater.kubernetes.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FieldSetTest {

    @Property
    void unitesSeveralAsItDoesTwo(@ForAll("sets") List<FieldSet> sets) {
        assertThat(FieldSet.unionOf(sets)).isEqualTo(sets.stream().reduce(FieldSet.EMPTY, FieldSet::union));
    }

    @Provide
    Arbitrary<List<FieldSet>> sets() {
        var path = Arbitraries.of("a", "b", "c")
                .map(PathElement::field)
                .array(PathElement[].class)
                .ofMinSize(1)
                .ofMaxSize(3);
        return path.map(FieldSet::of)
                .list()
                .ofMaxSize(4)
                .map(fields -> fields.stream().reduce(FieldSet.EMPTY, FieldSet::union))
                .list()
                .ofMaxSize(5);
    }
}
