package io.headwater.kubernetes.ignore.jq;

import io.headwater.kubernetes.ignore.jq.Expression.Pattern;
import io.headwater.kubernetes.ignore.jq.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses what follows {@code as}. */
final class PatternParser {

    private final Parser parser;
    private final Cursor cursor;
    private final Set<String> names;

    /** @param names to which the variables are added that the pattern binds */
    PatternParser(Parser parser, Cursor cursor, Set<String> names) {
        this.parser = parser;
        this.cursor = cursor;
        this.names = names;
    }

    Pattern pattern() throws MalformedProgramException {
        if (cursor.accept("[")) {
            var items = new ArrayList<Pattern>();
            do {
                items.add(pattern());
            } while (cursor.accept(","));
            cursor.expect("]");
            return new Pattern.Items(List.copyOf(items));
        }
        if (cursor.accept("{")) {
            var fields = new ArrayList<Pattern.Field>();
            do {
                fields.add(field());
            } while (cursor.accept(","));
            cursor.expect("}");
            return new Pattern.Fields(List.copyOf(fields));
        }
        if (cursor.peek().kind() != Kind.VARIABLE) {
            throw Cursor.unexpected(cursor.peek());
        }
        var name = cursor.take().text();
        names.add(name);
        return new Pattern.Name(name);
    }

    private Pattern.Field field() throws MalformedProgramException {
        var token = cursor.take();
        if (token.kind() == Kind.VARIABLE) {
            names.add(token.text());
            return new Pattern.Field(Parser.textOf(token.text()), token.text(), cursor.accept(":") ? pattern() : null);
        }
        var key = parser.key(token);
        cursor.expect(":");
        return new Pattern.Field(key, null, pattern());
    }
}
