package io.headwater.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the table of each service's README against the catalogue of topics. */
class ReadmesTest {

    private static final Pattern TOPIC = Pattern.compile("`([a-z]+)`");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repo-watcher",
                "catalog",
                "renderer",
                "cluster-watcher",
                "differ",
                "applier",
                "health-checker",
                "gateway"
            })
    void nameOnlyTopicsOfTheCatalogue(String service) throws IOException {
        var lines = Files.readAllLines(Path.of("..", service, "README.md"));
        var rows = rowsAfterHeader(lines);
        var known = Topics.ALL.stream().map(Topic::noun).collect(Collectors.toSet());

        assertThat(topicsIn(rows)).as("topics in the table of " + service).isNotEmpty();
        assertThat(known).containsAll(topicsIn(rows));
        assertThat(lines).as("at most sixty lines").hasSizeLessThanOrEqualTo(60);
    }

    private static List<String> rowsAfterHeader(List<String> lines) {
        var header = lines.stream()
                .filter(line -> line.startsWith("| consumes"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a table `| consumes | produces |` is missing"));
        return lines.subList(lines.indexOf(header) + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static Set<String> topicsIn(List<String> rows) {
        var topics = new TreeSet<String>();
        rows.forEach(row -> TOPIC.matcher(row).results().forEach(match -> topics.add(match.group(1))));
        return topics;
    }
}
