package io.headwater.kubernetes.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What go-yaml's parser accepts and the parser here refuses, and which is met in real manifests: tabs that only separate, and empty block
 * scalars before a line that is indented less. Each is rewritten, at the place of the complaint, into what means the same to both.
 */
final class GoYamlLeniency {

    private GoYamlLeniency() {}

    /**
     * Rewrites the place that a parser complained about, lines and their order kept.
     *
     * @return the text to parse again, or empty if the complaint is justified
     */
    static Optional<String> rewrite(String text, MarkedYamlEngineException failure) {
        var place = failure.getProblemMark();
        if (place.isEmpty()) {
            return Optional.empty();
        }
        var index = indexOf(text, place.get());
        if (isSeparatingTab(text, index)) {
            return Optional.of(text.substring(0, index) + ' ' + text.substring(index + 1));
        }
        return failure.getContextMark()
                .filter(_ -> String.valueOf(failure.getProblem()).contains("leading empty lines"))
                .flatMap(scalar -> quoteEmptyBlock(text, indexOf(text, scalar), place.get()));
    }

    /** A tab behind something on its line where no key or list item can start, or at the end of a line. */
    private static boolean isSeparatingTab(String text, int index) {
        if (index >= text.length() || text.charAt(index) != '\t') {
            return false;
        }
        if (text.substring(index, endOfLine(text, index)).isBlank()) {
            return true;
        }
        return text.substring(startOfLine(text, index), index)
                .chars()
                .anyMatch(character -> "-?: \t".indexOf(character) < 0);
    }

    /** Writes a block scalar without a line of its own in quotation marks. */
    private static Optional<String> quoteEmptyBlock(String text, int header, Mark next) {
        if (header >= text.length() || next.getColumn() > parentIndent(text, header)) {
            return Optional.empty();
        }
        var end = header + 1;
        while (end < text.length() && "+-123456789".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        var lines = text.substring(endOfLine(text, header), indexOf(text, next));
        var kept = text.substring(header, end).indexOf('+') < 0 ? 0 : Math.max(0, lines.split("\n", -1).length - 2);
        return Optional.of(text.substring(0, header) + '"' + "\\n".repeat(kept) + '"' + text.substring(end));
    }

    /** The column of the key or of the list dash that a block scalar belongs to, which its lines must exceed. */
    private static int parentIndent(String text, int header) {
        var line = text.substring(startOfLine(text, header), header);
        var column = 0;
        var indicator = -1;
        while (column < line.length() && (line.charAt(column) == ' ' || isIndicator(line, column))) {
            indicator = line.charAt(column) == ' ' ? indicator : column;
            column++;
        }
        if (column < line.length()) {
            return column;
        }
        return indicator >= 0 ? indicator : column - 1;
    }

    private static boolean isIndicator(String line, int column) {
        return line.startsWith("- ", column) || line.startsWith("? ", column) || line.startsWith(": ", column);
    }

    private static int indexOf(String text, Mark mark) {
        return text.offsetByCodePoints(0, Math.min(mark.getIndex(), text.codePointCount(0, text.length())));
    }

    private static int startOfLine(String text, int index) {
        return text.lastIndexOf('\n', index - 1) + 1;
    }

    private static int endOfLine(String text, int index) {
        var end = text.indexOf('\n', index);
        return end < 0 ? text.length() : end;
    }
}
