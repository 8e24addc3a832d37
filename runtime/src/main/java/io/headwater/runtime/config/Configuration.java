package io.headwater.runtime.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one process, by dotted keys such as {@code kafka.bootstrap.servers}.
 *
 * <p>A key comes from the environment as {@code HEADWATER_KAFKA_BOOTSTRAP_SERVERS}, else from the properties file that {@code
 * HEADWATER_CONFIG_FILE} names. Reading never throws: every problem is collected, a default stands in, and {@link #check()} reports them all at
 * once.
 */
public final class Configuration {

    private static final String PREFIX = "HEADWATER_";
    private static final String FILE = PREFIX + "CONFIG_FILE";
    private static final Pattern SECRET =
            Pattern.compile("password|secret|token|credential|jaas|\\.key$", Pattern.CASE_INSENSITIVE);
    private static final Pattern GO_DURATION =
            Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");

    private final Map<String, String> values;
    private final Map<String, String> read = new TreeMap<>();
    private final Set<String> prefixesRead = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    private Configuration(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The configuration that stands in these values, by dotted keys. */
    public static Configuration of(Map<String, String> values) {
        return new Configuration(values);
    }

    /**
     * The configuration of this process.
     *
     * @param environment the environment variables; those without the prefix {@code HEADWATER_} are ignored
     * @throws ConfigurationException if the configuration file can't be read
     */
    public static Configuration load(Map<String, String> environment) {
        var values = new HashMap<String, String>();
        var file = environment.get(FILE);
        if (file != null) {
            readFile(Path.of(file))
                    .forEach((key, value) -> values.put(normal(String.valueOf(key)), String.valueOf(value)));
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.equals(FILE)) {
                values.put(normal(name.substring(PREFIX.length()).replace('_', '.')), value);
            }
        });
        return new Configuration(values);
    }

    public Optional<String> text(String key) {
        var value = values.get(normal(key));
        read.put(normal(key), value == null ? "(unset)" : value);
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    public String text(String key, String fallback) {
        return parsed(key, fallback, Function.identity(), "a text");
    }

    /** A value without which the process can't start. */
    public String requiredText(String key) {
        var value = text(key);
        if (value.isEmpty()) {
            problems.add("%s is missing: set %s".formatted(key, variable(key)));
        }
        return value.orElse("");
    }

    public int integer(String key, int fallback, int least, int most) {
        var value = parsed(key, fallback, Integer::valueOf, "a whole number");
        if (value < least || value > most) {
            problems.add("%s must be from %d to %d, was %d".formatted(key, least, most, value));
            return fallback;
        }
        return value;
    }

    public boolean flag(String key, boolean fallback) {
        return parsed(key, fallback, Configuration::parseFlag, "true or false");
    }

    /** A duration as Go writes it ({@code 3m}, {@code 1h30m}, {@code 500ms}) or as ISO 8601 does; a bare number means seconds. */
    public Duration duration(String key, Duration fallback) {
        return parsed(key, fallback, Configuration::parseDuration, "a duration such as 90s or 3m");
    }

    public Optional<Path> path(String key) {
        return text(key).map(Path::of);
    }

    /** All values whose key begins with {@code prefix}, with the prefix cut off; for what is handed on to a library. */
    public Map<String, String> startingWith(String prefix) {
        prefixesRead.add(normal(prefix));
        var found = new TreeMap<String, String>();
        values.forEach((key, value) -> {
            if (key.startsWith(normal(prefix))) {
                found.put(key.substring(prefix.length()), value);
                read.put(key, value);
            }
        });
        return found;
    }

    /** Notes that a value is wrong for a reason that only the caller knows. */
    public void reject(String key, String reason) {
        problems.add("%s %s (set by %s)".formatted(key, reason, variable(key)));
    }

    /**
     * Ends reading.
     *
     * @throws ConfigurationException if anything that was read is missing or invalid
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /** Keys that are set and that nobody has read: likely misspelt. */
    public Set<String> unused() {
        var unused = new TreeSet<>(values.keySet());
        unused.removeAll(read.keySet());
        unused.removeIf(key -> prefixesRead.stream().anyMatch(key::startsWith));
        return unused;
    }

    /** Everything that was read, a line each, with secrets blotted out. */
    public String redacted() {
        var text = new StringBuilder();
        read.forEach((key, value) -> text.append(key)
                .append(" = ")
                .append(SECRET.matcher(key).find() && !value.equals("(unset)") ? "(hidden)" : value)
                .append('\n'));
        return text.toString();
    }

    private <T> T parsed(String key, T fallback, Function<String, T> parser, String expected) {
        var value = text(key);
        if (value.isEmpty()) {
            read.put(normal(key), fallback + " (default)");
            return fallback;
        }
        try {
            return parser.apply(value.get());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            problems.add("%s must be %s, was '%s' (set by %s)".formatted(key, expected, value.get(), variable(key)));
            return fallback;
        }
    }

    private static boolean parseFlag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /**
     * Reads a duration as {@link #duration} does.
     *
     * @throws IllegalArgumentException or {@link DateTimeParseException} if the text is none, or one that is too long
     */
    public static Duration parseDuration(String text) {
        if (text.chars().allMatch(Character::isDigit) && !text.isEmpty()) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        var match = GO_DURATION.matcher(text);
        if (!text.isEmpty() && match.matches()) {
            return sum(match, text);
        }
        return Duration.parse(text);
    }

    private static Duration sum(Matcher match, String text) {
        try {
            return Duration.ofHours(number(match.group(1)))
                    .plusMinutes(number(match.group(2)))
                    .plusSeconds(number(match.group(3)))
                    .plusMillis(number(match.group(4)));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static String normal(String key) {
        return key.toLowerCase(Locale.ROOT).replace('-', '.');
    }

    private static String variable(String key) {
        return PREFIX + normal(key).replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static Properties readFile(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    List.of("the configuration file " + file + " named by " + FILE + " can't be read: " + e));
        }
        return properties;
    }
}
