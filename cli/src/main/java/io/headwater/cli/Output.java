package io.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.yaml.ManifestWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** How answers are shown. */
enum Output {
    TEXT,
    WIDE,
    JSON,
    YAML;

    /** Whether it is for people. */
    boolean isTable() {
        return this == TEXT || this == WIDE;
    }

    /** Writes a tree for a script. */
    void write(PrintWriter out, JsonNode tree) {
        if (this == YAML) {
            out.print(ManifestWriter.write(tree));
        } else {
            out.println(tree.toPrettyString());
        }
    }

    /** Writes rows with aligned columns, as kubectl does; the first one is the header. */
    static void table(PrintWriter out, List<List<String>> rows) {
        var widths = new ArrayList<Integer>();
        for (var row : rows) {
            for (var column = 0; column < row.size(); column++) {
                if (widths.size() <= column) {
                    widths.add(0);
                }
                widths.set(column, Math.max(widths.get(column), row.get(column).length()));
            }
        }
        for (var row : rows) {
            var line = new StringBuilder();
            for (var column = 0; column < row.size(); column++) {
                line.append(row.get(column))
                        .append(" ".repeat(widths.get(column) - row.get(column).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
