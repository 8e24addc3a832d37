package io.headwater.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds our definitions against Argo CD's own, rule by rule. */
class ArgoCdSchemaTest {

    @ParameterizedTest
    @EnumSource
    void demandsOfEachFieldWhatArgoCdDemands(ArgoCd argoCd) {
        for (var theirs : argoCd.definitions()) {
            var demanded = new TreeMap<>(theirs.rules());
            demanded.keySet().removeIf(FreeForm::covers);
            assertThat(Definition.ours(theirs.kind()).rules()).as(theirs.kind()).containsAllEntriesOf(demanded);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isKnownByTheSameNamesAndColumns(ArgoCd argoCd) {
        for (var theirs : argoCd.definitions()) {
            var ours = Definition.ours(theirs.kind());
            assertThat(ours.names()).as(theirs.kind()).isEqualTo(theirs.names());
            assertThat(ours.spec().path("scope")).isEqualTo(theirs.spec().path("scope"));
            for (var part : new String[] {"name", "served", "storage", "additionalPrinterColumns"}) {
                assertThat(ours.version().path(part))
                        .as(theirs.kind() + " " + part)
                        .isEqualTo(theirs.version().path(part));
            }
            assertThat(ours.version().path("subresources").has("status"))
                    .as(theirs.kind() + " has a status subresource")
                    .isEqualTo(theirs.version().path("subresources").has("status"));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = "V3_6")
    void knowsNoFieldThatTheNewestArgoCdDoesNotKnow(ArgoCd argoCd) {
        for (var theirs : argoCd.definitions()) {
            assertThat(theirs.rules().keySet())
                    .as(theirs.kind())
                    .containsAll(Definition.ours(theirs.kind()).rules().keySet());
        }
    }
}
