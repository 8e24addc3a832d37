package io.headwater.e2e.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The end of a process's log, for whoever asks why something did not happen. */
final class Logs {

    private static final int READ = 64 * 1024;
    private static final int LINES = 12;
    private static final int WIDTH = 400;
    private static final Pattern NOTEWORTHY =
            Pattern.compile("\\b(WARN|ERROR)\\b|Exception|^headwater |^\\s+at io\\.headwater|^Caused by");

    private Logs() {}

    /** The last lines that are warnings, errors or parts of a stack trace; the very last lines where there are none. */
    static String tail(Path log) {
        if (!Files.exists(log)) {
            return "(no log yet)";
        }
        var lines = end(log).lines().map(Logs::shortened).toList();
        var noteworthy =
                lines.stream().filter(line -> NOTEWORTHY.matcher(line).find()).toList();
        var shown = noteworthy.isEmpty() ? lines : noteworthy;
        return shown.subList(Math.max(0, shown.size() - LINES), shown.size()).stream()
                .collect(Collectors.joining("\n    ", "    ", ""));
    }

    private static String shortened(String line) {
        return line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line;
    }

    private static String end(Path log) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var start = Math.max(0, file.length() - READ);
            var bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(its log can't be read: " + e.getMessage() + ")";
        }
    }
}
