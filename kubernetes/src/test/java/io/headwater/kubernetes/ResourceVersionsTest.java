package io.headwater.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceVersionsTest {

    @ParameterizedTest
    @CsvSource({
        "100, 99, true, true",
        "99, 100, false, false",
        "7, 7, true, false",
        "18446744073709551617, 18446744073709551616, true, true",
        "100, '', true, false",
        "'', '', true, false",
        "'', 7, false, false",
        "abc, abc, true, false",
        "abc, 7, false, false",
        "7, abc, false, false",
        "0100, 99, false, false"
    })
    void compareByNumberWhereTheyAreNumbers(String version, String other, boolean includes, boolean isAfter) {
        assertThat(ResourceVersions.includes(version, other)).isEqualTo(includes);
        assertThat(ResourceVersions.isAfter(version, other)).isEqualTo(isAfter);
    }

    @Test
    void orderByNumberNotByLetter() {
        Comparator<String> order = ResourceVersions.ORDER;

        assertThat(List.of("1000", "9", "99", "101").stream().sorted(order)).containsExactly("9", "99", "101", "1000");
    }
}
