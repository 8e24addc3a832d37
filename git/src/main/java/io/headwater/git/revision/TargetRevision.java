package io.headwater.git.revision;

import io.headwater.git.revision.Resolution.How;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Application's {@code targetRevision}, read as Argo CD reads it: a full commit id is itself; a version constraint that is not itself a
 * version is the highest tag that it allows; then branch before tag by name; then the first digits of a commit id.
 *
 * @param text as written; empty means HEAD
 */
public record TargetRevision(String text) {

    private static final Pattern FULL_SHA = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern SHORT_SHA = Pattern.compile("[0-9a-fA-F]{7,39}");

    public TargetRevision {
        text = text.strip();
    }

    public static TargetRevision of(@Nullable String text) {
        return new TargetRevision(text == null ? "" : text);
    }

    /** The commit itself, if that is what is named: then no server need be asked. */
    public Optional<String> commit() {
        return FULL_SHA.matcher(text).matches() ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    public boolean isHead() {
        return text.isEmpty() || text.equals("HEAD");
    }

    /** Whether a push of this tag can change what the target revision stands for, because it is a constraint that allows it. */
    public boolean isConstraintAllowing(String tag) {
        return constraint()
                .flatMap(range -> SemanticVersion.parse(tag).map(range::allows))
                .orElse(false);
    }

    public Resolution resolve(RemoteRefs refs) {
        if (commit().isPresent()) {
            return new Resolution.Resolved(commit().get(), How.COMMIT, "");
        }
        if (isHead()) {
            return head(refs);
        }
        return highestTag(refs)
                .or(() -> named(refs))
                .or(() -> abbreviated(refs))
                .orElseGet(() -> unknown(refs));
    }

    private static Resolution head(RemoteRefs refs) {
        if (refs.head() == null) {
            return new Resolution.Unknown(
                    "The repository has no default branch; it may be empty. Push a commit, or set targetRevision.");
        }
        var ref = refs.defaultBranch() == null ? "" : "refs/heads/" + refs.defaultBranch();
        return new Resolution.Resolved(refs.head(), How.DEFAULT_BRANCH, ref);
    }

    private Optional<VersionConstraint> constraint() {
        return SemanticVersion.parse(text).isPresent() ? Optional.empty() : VersionConstraint.parse(text);
    }

    private Optional<Resolution> highestTag(RemoteRefs refs) {
        return constraint().flatMap(range -> refs.tags().entrySet().stream()
                .flatMap(tag -> SemanticVersion.parse(tag.getKey()).map(version -> Map.entry(version, tag)).stream())
                .filter(candidate -> range.allows(candidate.getKey()))
                .max(Comparator.comparing(Map.Entry::getKey))
                .map(Map.Entry::getValue)
                .map(tag -> new Resolution.Resolved(tag.getValue(), How.CONSTRAINT, "refs/tags/" + tag.getKey())));
    }

    private Optional<Resolution> named(RemoteRefs refs) {
        if (text.startsWith("refs/")) {
            return Optional.ofNullable(refs.refs().get(text)).map(sha -> new Resolution.Resolved(sha, how(text), text));
        }
        return ref(refs, "refs/heads/").or(() -> ref(refs, "refs/tags/"));
    }

    private Optional<Resolution> ref(RemoteRefs refs, String prefix) {
        return Optional.ofNullable(refs.refs().get(prefix + text))
                .map(sha -> new Resolution.Resolved(sha, how(prefix), prefix + text));
    }

    private static How how(String ref) {
        return ref.startsWith("refs/heads/") ? How.BRANCH : ref.startsWith("refs/tags/") ? How.TAG : How.REF;
    }

    private Optional<Resolution> abbreviated(RemoteRefs refs) {
        if (!SHORT_SHA.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Resolution.Abbreviated(text.toLowerCase(Locale.ROOT)));
    }

    private Resolution unknown(RemoteRefs refs) {
        var what = constraint().isPresent() ? "no tag that satisfies '" : "no branch, tag or commit '";
        return new Resolution.Unknown(
                "The repository has " + what + text + "' (" + refs.branches().size() + " branches, "
                        + refs.tags().size() + " tags). Correct targetRevision, or push it.");
    }
}
