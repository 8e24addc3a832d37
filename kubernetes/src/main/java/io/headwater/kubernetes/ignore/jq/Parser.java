package io.headwater.kubernetes.ignore.jq;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headwater.kubernetes.ignore.jq.Token.Kind;
import io.headwater.kubernetes.ignore.jq.Token.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an expression of the words of a program, by jq's grammar without definitions, assignments, labels and formats. */
final class Parser {

    private static final Expression IDENTITY = new Expression.Identity();
    private static final Expression NULL = new Expression.Literal(NullNode.getInstance());
    private static final int DEEPEST = 200;
    private static final Set<String> KEYWORDS = Set.of(
            "def", "import", "include", "label", "if", "then", "elif", "else", "end", "as", "reduce", "foreach", "try",
            "catch", "and", "or", "__loc__");
    private static final Set<String> ASSIGNMENTS = Set.of("=", "|=", "+=", "-=", "*=", "/=", "%=", "//=");
    private static final List<List<Operator>> PRECEDENCE = List.of(
            List.of(
                    Operator.EQUAL,
                    Operator.NOT_EQUAL,
                    Operator.LESS,
                    Operator.LESS_OR_EQUAL,
                    Operator.GREATER,
                    Operator.GREATER_OR_EQUAL),
            List.of(Operator.PLUS, Operator.MINUS),
            List.of(Operator.TIMES, Operator.DIVIDE, Operator.MODULO));

    private final Cursor cursor;
    private final Map<String, Expression> parameters;
    private final Set<String> variables;
    private int depth;

    private Parser(Cursor cursor, Map<String, Expression> parameters, Set<String> variables, int depth) {
        this.cursor = cursor;
        this.parameters = parameters;
        this.variables = variables;
        this.depth = depth;
    }

    static Expression parse(String program) throws MalformedProgramException {
        return new Parser(new Cursor(Lexer.tokens(program)), Map.of(), Set.of(), 0).whole();
    }

    /** Parses what a function stands for, with expressions in the place of its parameters. */
    private static Expression expand(String definition, Map<String, Expression> parameters)
            throws MalformedProgramException {
        return new Parser(new Cursor(Lexer.tokens(definition)), parameters, Set.of(), 0).whole();
    }

    private Expression whole() throws MalformedProgramException {
        var expression = pipe();
        if (cursor.peek().kind() != Kind.END) {
            throw Cursor.unexpected(cursor.peek());
        }
        return expression;
    }

    private Expression pipe() throws MalformedProgramException {
        enter();
        refuseUnsupported();
        var stages = new ArrayList<Expression>();
        stages.add(comma());
        while (cursor.accept("|")) {
            stages.add(comma());
        }
        depth--;
        var piped = stages.removeLast();
        for (var stage : stages.reversed()) {
            piped = new Expression.Pipe(stage, piped);
        }
        return piped;
    }

    private void enter() throws MalformedProgramException {
        if (++depth > DEEPEST) {
            throw new MalformedProgramException("it is nested too deep");
        }
    }

    private void refuseUnsupported() throws MalformedProgramException {
        var token = cursor.peek();
        if (token.isName("def") || token.isName("import") || token.isName("include") || token.isName("label")) {
            throw new MalformedProgramException("%s cannot be used to name fields".formatted(token.shown()));
        }
    }

    private Expression comma() throws MalformedProgramException {
        var expression = alternative();
        while (cursor.accept(",")) {
            expression = new Expression.Comma(expression, alternative());
        }
        return expression;
    }

    private Expression alternative() throws MalformedProgramException {
        var first = or();
        if (ASSIGNMENTS.contains(cursor.peek().text()) && cursor.peek().kind() == Kind.SYMBOL) {
            throw new MalformedProgramException("the assignment %s cannot be used to name fields"
                    .formatted(cursor.peek().shown()));
        }
        return cursor.accept("//") ? new Expression.Alternative(first, alternative()) : first;
    }

    private Expression or() throws MalformedProgramException {
        var expression = and();
        while (cursor.acceptName("or")) {
            expression = new Expression.Or(expression, and());
        }
        return expression;
    }

    private Expression and() throws MalformedProgramException {
        var expression = operation(0);
        while (cursor.acceptName("and")) {
            expression = new Expression.And(expression, operation(0));
        }
        return expression;
    }

    private Expression operation(int level) throws MalformedProgramException {
        if (level == PRECEDENCE.size()) {
            return postfix();
        }
        var expression = operation(level + 1);
        for (var operator = operatorOf(level); operator != null; operator = operatorOf(level)) {
            cursor.take();
            expression = new Expression.Operation(operator, expression, operation(level + 1));
            if (level == 0) {
                return expression;
            }
        }
        return expression;
    }

    private @Nullable Operator operatorOf(int level) {
        for (var operator : PRECEDENCE.get(level)) {
            if (cursor.peek().isSymbol(operator.symbol())) {
                return operator;
            }
        }
        return null;
    }

    /** A term, or what is done with a term that is bound to variables. */
    private Expression postfix() throws MalformedProgramException {
        var term = suffixed(term());
        if (!cursor.acceptName("as")) {
            return term;
        }
        var names = new HashSet<String>();
        var pattern = new PatternParser(this, cursor, names).pattern();
        cursor.expect("|");
        return new Expression.Bind(term, pattern, within(names).pipe());
    }

    /** A parser that goes on where this one is, and knows more variables. */
    private Parser within(Set<String> names) {
        var known = new HashSet<>(variables);
        known.addAll(names);
        return new Parser(cursor, parameters, known, depth);
    }

    private Expression suffixed(Expression term) throws MalformedProgramException {
        var expression = term;
        while (true) {
            if (cursor.peek().kind() == Kind.FIELD) {
                expression = new Expression.At(expression, textOf(cursor.take().text()));
            } else if (cursor.peek().isSymbol(".") && cursor.peekAfter().kind() == Kind.TEXT) {
                cursor.take();
                expression = new Expression.At(expression, text(cursor.take()));
            } else if (cursor.peek().isSymbol(".") && cursor.peekAfter().isSymbol("[")) {
                cursor.take();
                cursor.take();
                expression = brackets(expression);
            } else if (cursor.accept("[")) {
                expression = brackets(expression);
            } else if (cursor.accept("?")) {
                // What stands in parentheses is tried as a whole.
                expression = expression == term ? new Expression.Try(term, null) : Expression.optional(expression);
            } else {
                return expression;
            }
        }
    }

    private Expression brackets(Expression of) throws MalformedProgramException {
        if (cursor.accept("]")) {
            return new Expression.Elements(of);
        }
        if (cursor.accept(":")) {
            return closed(new Expression.Slice(of, null, pipe()), "]");
        }
        var key = pipe();
        if (!cursor.accept(":")) {
            return closed(new Expression.At(of, key), "]");
        }
        return cursor.accept("]")
                ? new Expression.Slice(of, key, null)
                : closed(new Expression.Slice(of, key, pipe()), "]");
    }

    private Expression term() throws MalformedProgramException {
        enter();
        var term = term(cursor.take());
        depth--;
        return term;
    }

    private Expression term(Token token) throws MalformedProgramException {
        return switch (token.kind()) {
            case FIELD -> new Expression.At(IDENTITY, textOf(token.text()));
            case NUMBER -> new Expression.Literal(Numbers.parse(token.text()));
            case TEXT -> text(token);
            case VARIABLE -> variable(token);
            case NAME -> named(token);
            case SYMBOL -> symbol(token);
            case FORMAT ->
                throw new MalformedProgramException(
                        "the format %s cannot be used to name fields".formatted(token.shown()));
            case END -> throw Cursor.unexpected(token);
        };
    }

    private Expression symbol(Token token) throws MalformedProgramException {
        return switch (token.text()) {
            case "." -> cursor.peek().kind() == Kind.TEXT ? new Expression.At(IDENTITY, text(cursor.take())) : IDENTITY;
            case ".." -> new Expression.Everything();
            case "(" -> closed(pipe(), ")");
            case "[" -> cursor.accept("]") ? new Expression.ListOf(null) : closed(new Expression.ListOf(pipe()), "]");
            case "{" -> object();
            case "-" ->
                new Expression.Operation(Operator.MINUS, new Expression.Literal(Numbers.parse("0")), suffixed(term()));
            default -> throw Cursor.unexpected(token);
        };
    }

    private Expression variable(Token token) throws MalformedProgramException {
        if (!variables.contains(token.text())) {
            throw new MalformedProgramException("there is no variable %s".formatted(token.shown()));
        }
        return new Expression.Variable(token.text());
    }

    private Expression named(Token token) throws MalformedProgramException {
        return switch (token.text()) {
            case "null" -> NULL;
            case "true" -> new Expression.Literal(BooleanNode.TRUE);
            case "false" -> new Expression.Literal(BooleanNode.FALSE);
            case "if" -> conditional();
            case "try" -> {
                var body = suffixed(term());
                yield new Expression.Try(body, cursor.acceptName("catch") ? suffixed(term()) : null);
            }
            case "reduce", "foreach" -> loop(token.text());
            default -> call(token);
        };
    }

    private Expression conditional() throws MalformedProgramException {
        var condition = pipe();
        cursor.expectName("then");
        var then = pipe();
        if (cursor.acceptName("elif")) {
            return new Expression.If(condition, then, conditional());
        }
        var otherwise = cursor.acceptName("else") ? pipe() : IDENTITY;
        cursor.expectName("end");
        return new Expression.If(condition, then, otherwise);
    }

    private Expression loop(String word) throws MalformedProgramException {
        var source = suffixed(term());
        cursor.expectName("as");
        var names = new HashSet<String>();
        var pattern = new PatternParser(this, cursor, names).pattern();
        cursor.expect("(");
        var start = pipe();
        cursor.expect(";");
        var inner = within(names);
        var update = inner.pipe();
        if (word.equals("reduce")) {
            return closed(new Expression.Reduce(source, pattern, start, update), ")");
        }
        var extract = cursor.accept(";") ? inner.pipe() : IDENTITY;
        return closed(new Expression.Foreach(source, pattern, start, update, extract), ")");
    }

    private Expression call(Token token) throws MalformedProgramException {
        if (KEYWORDS.contains(token.text())) {
            throw Cursor.unexpected(token);
        }
        var arguments = new ArrayList<Expression>();
        if (cursor.accept("(")) {
            do {
                arguments.add(pipe());
            } while (cursor.accept(";"));
            cursor.expect(")");
        }
        var parameter = parameters.get(token.text());
        if (parameter != null) {
            return parameter;
        }
        var signature = token.text() + "/" + arguments.size();
        var definition = Definitions.of(signature);
        if (definition != null) {
            return expand(definition, named(arguments));
        }
        var function = BuiltIns.of(signature);
        if (function == null) {
            throw new MalformedProgramException("there is no function " + signature);
        }
        return new Expression.Call(function, List.copyOf(arguments));
    }

    private static Map<String, Expression> named(List<Expression> arguments) {
        return switch (arguments.size()) {
            case 0 -> Map.of();
            case 1 -> Map.of("_1", arguments.getFirst());
            default -> Map.of("_1", arguments.getFirst(), "_2", arguments.get(1));
        };
    }

    private Expression object() throws MalformedProgramException {
        var entries = new ArrayList<Expression.Entry>();
        while (!cursor.accept("}")) {
            if (!entries.isEmpty()) {
                cursor.expect(",");
            }
            entries.add(entry());
        }
        return new Expression.ObjectOf(List.copyOf(entries));
    }

    private Expression.Entry entry() throws MalformedProgramException {
        var token = cursor.take();
        if (token.kind() == Kind.VARIABLE) {
            return new Expression.Entry(textOf(token.text()), variable(token));
        }
        var key = key(token);
        if (cursor.accept(":")) {
            return new Expression.Entry(key, value());
        }
        return new Expression.Entry(key, new Expression.At(IDENTITY, key));
    }

    /** The value of an entry: terms with pipes between them. */
    private Expression value() throws MalformedProgramException {
        var expression = operation(1);
        return cursor.accept("|") ? new Expression.Pipe(expression, value()) : expression;
    }

    /** The key of an entry or of a pattern that starts with a word that was passed. */
    Expression key(Token token) throws MalformedProgramException {
        return switch (token.kind()) {
            case NAME, NUMBER -> textOf(token.text());
            case TEXT -> text(token);
            case SYMBOL -> {
                if (token.text().equals("(")) {
                    yield closed(pipe(), ")");
                }
                throw Cursor.unexpected(token);
            }
            case FIELD, VARIABLE, FORMAT, END -> throw Cursor.unexpected(token);
        };
    }

    private Expression text(Token token) throws MalformedProgramException {
        if (token.parts().size() == 1 && token.parts().getFirst() instanceof Part.Characters(var characters)) {
            return textOf(characters);
        }
        var parts = new ArrayList<Expression>();
        for (var part : token.parts()) {
            parts.add(
                    switch (part) {
                        case Part.Characters(var characters) -> textOf(characters);
                        case Part.Inserted(var inserted) ->
                            new Parser(new Cursor(inserted), parameters, variables, depth).whole();
                    });
        }
        return new Expression.Interpolation(List.copyOf(parts));
    }

    static Expression textOf(String text) {
        return new Expression.Literal(TextNode.valueOf(text));
    }

    private Expression closed(Expression expression, String symbol) throws MalformedProgramException {
        cursor.expect(symbol);
        return expression;
    }
}
