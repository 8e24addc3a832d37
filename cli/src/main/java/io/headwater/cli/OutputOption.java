package io.headwater.cli;

import picocli.CommandLine.Option;

/** {@code -o}: the form of what a command prints. */
final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})",
            defaultValue = "TEXT")
    private Output format = Output.TEXT;

    Output format() {
        return format;
    }
}
