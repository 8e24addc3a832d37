package io.headwater.git.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VersionConstraintGoldenTest {

    private static final List<String[]> ROWS = rows();
    private static final List<String> VERSIONS = List.of(ROWS.getFirst()[1].split(" "));

    record Row(String constraint, String allowed) {}

    static Stream<Row> constraints() {
        return ROWS.stream().skip(1).map(columns -> new Row(columns[0], columns[1]));
    }

    @ParameterizedTest
    @MethodSource("constraints")
    void allowsWhatArgoCdAllows(Row row) {
        var constraint = VersionConstraint.parse(row.constraint());

        var allowed = constraint
                .map(range -> String.join(
                        " ",
                        VERSIONS.stream()
                                .filter(version -> allows(range, version))
                                .toList()))
                .orElse("INVALID");

        assertThat(allowed).isEqualTo(row.allowed());
    }

    private static boolean allows(VersionConstraint constraint, String version) {
        return constraint.allows(SemanticVersion.parse(version).orElseThrow());
    }

    private static List<String[]> rows() {
        try (var file =
                Objects.requireNonNull(VersionConstraintGoldenTest.class.getResourceAsStream("constraints.tsv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
