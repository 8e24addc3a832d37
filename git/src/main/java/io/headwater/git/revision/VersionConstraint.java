package io.headwater.git.revision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of versions as Argo CD understands it in {@code targetRevision} (the rules of Masterminds/semver): terms joined by space or comma
 * must all hold, {@code ||} separates alternatives, {@code 1.2 - 2.0} is a range, {@code x} and {@code *} stand for any number.
 *
 * <p>Pre-releases are considered only by alternatives that name one themselves.
 */
record VersionConstraint(List<Alternative> alternatives) {

    private static final Pattern HYPHEN_RANGE =
            Pattern.compile("\\s*(" + ConstraintTerm.VERSION + ")\\s+-\\s+(" + ConstraintTerm.VERSION + ")\\s*");
    private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*|\\s+");

    record Alternative(List<ConstraintTerm> terms, boolean prereleases) {
        boolean allows(SemanticVersion version) {
            return (prereleases || !version.isPrerelease()) && terms.stream().allMatch(term -> term.allows(version));
        }
    }

    static Optional<VersionConstraint> parse(String text) {
        var alternatives = new ArrayList<Alternative>();
        for (var part : HYPHEN_RANGE.matcher(text).replaceAll(">=$1,<=$2 ").split("\\|\\|", -1)) {
            var terms = terms(part.strip());
            if (terms.isEmpty()) {
                return Optional.empty();
            }
            var prereleases =
                    terms.get().stream().anyMatch(term -> term.version().isPrerelease());
            alternatives.add(new Alternative(terms.get(), prereleases));
        }
        return Optional.of(new VersionConstraint(List.copyOf(alternatives)));
    }

    private static Optional<List<ConstraintTerm>> terms(String text) {
        var found = new ArrayList<ConstraintTerm>();
        var match = ConstraintTerm.FORM.matcher(text);
        var separator = SEPARATOR.matcher(text);
        int position = 0;
        while (true) {
            match.region(position, text.length());
            var term = match.lookingAt() ? ConstraintTerm.of(match) : Optional.<ConstraintTerm>empty();
            if (term.isEmpty()) {
                return Optional.empty();
            }
            found.add(term.get());
            if (match.end() == text.length()) {
                return Optional.of(List.copyOf(found));
            }
            separator.region(match.end(), text.length());
            if (!separator.lookingAt()) {
                return Optional.empty();
            }
            position = separator.end();
        }
    }

    boolean allows(SemanticVersion version) {
        return alternatives.stream().anyMatch(alternative -> alternative.allows(version));
    }
}
