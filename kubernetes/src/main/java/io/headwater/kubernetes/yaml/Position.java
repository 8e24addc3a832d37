package io.headwater.kubernetes.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * A place in a text.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
record Position(int line, int column) implements Comparable<Position> {

    static final Position START = new Position(1, 1);

    static Position of(Optional<Mark> mark) {
        return mark.map(place -> new Position(place.getLine() + 1, place.getColumn() + 1))
                .orElse(START);
    }

    static Position of(JsonLocation location) {
        return new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    /** The place of the character at an index of a text. */
    static Position at(CharSequence text, int index) {
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < Math.min(index, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(line, index - lineStart + 1);
    }

    @Override
    public int compareTo(Position other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }
}
