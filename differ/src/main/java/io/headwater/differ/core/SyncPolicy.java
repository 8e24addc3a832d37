package io.headwater.differ.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.sync.ObjectSyncOptions.Deletion;
import io.headwater.kubernetes.sync.SyncOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When an application is synced without being asked, from {@code spec.syncPolicy}.
 *
 * @param automated whether at all
 * @param prune whether objects that Git no longer has are deleted then
 * @param selfHeal whether changes made in the cluster are reverted
 * @param allowEmpty whether everything may be deleted when Git has nothing left
 * @param keepsExtras whether the application has the option {@code Prune=false}, or {@code Prune=confirm}
 * @param retry how a failed sync is tried again
 * @param problems what was written and can't be used, with what is used instead
 */
public record SyncPolicy(
        boolean automated,
        boolean prune,
        boolean selfHeal,
        boolean allowEmpty,
        boolean keepsExtras,
        RetryPolicy retry,
        List<Reason> problems) {

    private static final Pattern DURATION = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,7}");
    private static final Duration LONGEST = Duration.ofDays(365);

    public SyncPolicy {
        problems = List.copyOf(problems);
    }

    /** Reads the {@code spec} of an Application. */
    public static SyncPolicy of(JsonNode spec) {
        var policy = spec.path("syncPolicy");
        var automated = policy.path("automated");
        var problems = new ArrayList<Reason>();
        return new SyncPolicy(
                automated.isObject() && automated.path("enabled").asBoolean(true),
                automated.path("prune").asBoolean(false),
                automated.path("selfHeal").asBoolean(false),
                automated.path("allowEmpty").asBoolean(false),
                keepsExtras(policy.path("syncOptions")),
                retry(policy.path("retry"), problems),
                problems);
    }

    private static boolean keepsExtras(JsonNode options) {
        var listed = options.valueStream().map(option -> option.asText("")).toList();
        return SyncOptions.parse(listed).defaults().prune() != Deletion.ALLOWED;
    }

    private static RetryPolicy retry(JsonNode retry, List<Reason> problems) {
        var standard = RetryPolicy.DEFAULT;
        var backoff = retry.path("backoff");
        return new RetryPolicy(
                retry.path("limit").asLong(standard.limit()),
                duration(backoff, "duration", standard.first(), problems),
                Math.max(1, backoff.path("factor").asLong(standard.factor())),
                duration(backoff, "maxDuration", standard.longest(), problems));
    }

    private static Duration duration(JsonNode backoff, String field, Duration standard, List<Reason> problems) {
        var text = backoff.path(field).asText("");
        if (text.isEmpty()) {
            return standard;
        }
        return parse(text).orElseGet(() -> {
            problems.add(new Reason(
                    "InvalidRetry",
                    "spec.syncPolicy.retry.backoff.%s is '%s', of which nothing can be made: write a duration such as 5s or 3m; %ds is used until then"
                            .formatted(field, text, standard.toSeconds())));
            return standard;
        });
    }

    /** A duration as Go writes it; a bare number means seconds, as Argo CD's documentation of {@code retry.backoff} says. */
    private static Optional<Duration> parse(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            var sum = Duration.ZERO;
            sum = sum.plusHours(number(match.group(1)));
            sum = sum.plusMinutes(number(match.group(2)));
            sum = sum.plusSeconds(number(match.group(3)));
            sum = sum.plusMillis(number(match.group(4)));
            return Optional.of(sum).filter(duration -> duration.compareTo(LONGEST) <= 0);
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
