package io.headwater.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was measured, as a Markdown table with the machine that it was measured on. */
final class Report {

    private final List<Row> rows = new ArrayList<>();

    private record Row(String work, String time, String limit, String ratio) {}

    /** A time beside that of the bare API server for the same writes. */
    void row(String work, Timings measured, Timings limit) {
        rows.add(new Row(
                work, measured.text(), limit.text(), "%.1f".formatted(measured.medianMillis() / limit.medianMillis())));
    }

    /** Something that has no limit to be held against. */
    void row(String work, String measured) {
        rows.add(new Row(work, measured, "", ""));
    }

    void print(PrintStream out, String server) throws IOException {
        out.printf("Machine: %s. %s. API server %s.%n%n", machine(), "JDK " + Runtime.version(), server);
        out.println("| work | Headwater | the bare API server | ratio |");
        out.println("|---|---|---|---|");
        rows.forEach(row -> out.printf("| %s | %s | %s | %s |%n", row.work, row.time, row.limit, row.ratio));
    }

    private static String machine() throws IOException {
        return "%d cores (%s), %s of memory, %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        value(Path.of("/proc/cpuinfo"), "model name"),
                        value(Path.of("/proc/meminfo"), "MemTotal"),
                        System.getProperty("os.name"));
    }

    private static String value(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
