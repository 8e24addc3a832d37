package io.headwater.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** What README.md promises. */
final class Readme {

    private static final String COMMAND = "    kubectl ";

    private Readme() {}

    /** The arguments of each kubectl that installs, in order; what goes on for ever is left out. */
    static List<List<String>> kubectlCommands() {
        return lines().filter(line -> line.startsWith(COMMAND) && !line.contains("port-forward"))
                .map(line -> line.substring(COMMAND.length())
                        .replaceFirst(" #.*", "")
                        .strip())
                .map(line -> List.of(line.split(" ")))
                .toList();
    }

    /** The rows that say who may do what. */
    static List<String> accessTable() {
        return lines().dropWhile(line -> !line.startsWith("| service | where |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static Stream<String> lines() {
        try {
            return Files.readAllLines(Installation.FOLDER.resolve("README.md")).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
