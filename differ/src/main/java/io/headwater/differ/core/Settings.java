package io.headwater.differ.core;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ignore.IgnoreProblem;
import io.headwater.kubernetes.ignore.IgnoreRuleReader;
import io.headwater.kubernetes.ignore.IgnoreRuleReader.Customization;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.ignore.Normalisation;
import io.headwater.kubernetes.ignore.Reading;
import io.headwater.kubernetes.ignore.ResourceFilter;
import io.headwater.kubernetes.ignore.ResourceUpdates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the installation says about all applications: the keys {@code resource.*} of {@code argocd-cm}, as far as comparisons need them.
 *
 * @param ignored the differences that are none, whatever application they are in, and what of that could not be read
 * @param updates the changes that nobody has to know of at once: of interest here for what could not be read
 * @param filter which kinds are looked at, and what of that could not be read
 * @param obstacles why it is not known what the installation says; empty if it is
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/#system-level-configuration">Argo CD: system-level configuration</a>
 */
public record Settings(
        Reading<IgnoreRules> ignored,
        Reading<IgnoreRules> updates,
        Reading<ResourceFilter> filter,
        List<Reason> obstacles) {

    private static final Reading<IgnoreRules> NOTHING = new Reading<>(IgnoreRules.NONE, List.of());
    private static final Reading<ResourceFilter> EVERYTHING =
            new Reading<>(new ResourceFilter(List.of(), List.of()), List.of());

    /** What is known before anybody has said anything: a difference may be one that the installation ignores. */
    public static final Settings AWAITED = new Settings(
            NOTHING,
            NOTHING,
            EVERYTHING,
            List.of(new Reason(
                    "SettingsPending", "waits for the settings of the installation (argocd-cm) from the catalog")));

    public Settings {
        obstacles = List.copyOf(obstacles);
    }

    /** Reads the keys of {@code argocd-cm}. */
    public static Settings of(Map<String, String> values) {
        var customized = IgnoreRuleReader.ofConfigMap(values, Customization.IGNORE_DIFFERENCES);
        var normalisation = Normalisation.read(values);
        var rules = new ArrayList<>(customized.value());
        rules.addAll(normalisation.value().options().rules());
        var problems = new ArrayList<>(customized.problems());
        problems.addAll(normalisation.problems());
        return new Settings(
                new Reading<>(IgnoreRules.of(rules).with(normalisation.value()), problems),
                ResourceUpdates.read(values),
                ResourceFilter.read(values),
                List.of());
    }

    /** The record of them can't be read. */
    public static Settings unreadable() {
        return new Settings(
                NOTHING,
                NOTHING,
                EVERYTHING,
                List.of(
                        new Reason(
                                "RecordUnreadable",
                                "the record of the installation's settings can't be read and was put on the dead-letter topic: nothing is judged until the catalog replaces it")));
    }

    /** The rules for an application: the installation's come before its own, as in Argo CD. */
    IgnoreRules rulesWith(IgnoreRules own) {
        return ignored.value().then(own);
    }

    /** Whether nobody looks at objects of a kind in a cluster. */
    boolean excludes(GroupKind kind, String cluster) {
        return filter.value().isExcluded(kind, cluster);
    }

    /** What could not be read and may be about an application with objects of these kinds. */
    List<IgnoreProblem> problemsAbout(Collection<GroupKind> kinds) {
        return Stream.of(ignored, updates)
                .flatMap(read -> read.problems().stream().filter(problem -> mayBeAbout(problem, read.value(), kinds)))
                .distinct()
                .toList();
    }

    /** Where not even the kinds of a rule could be read, it may be about anything. */
    private static boolean mayBeAbout(IgnoreProblem problem, IgnoreRules rules, Collection<GroupKind> kinds) {
        var known = rules.normalisation().knownTypes().stream()
                .filter(fields -> fields.source().equals(problem.rule()))
                .findFirst();
        if (known.isPresent()) {
            return kinds.contains(known.get().kind());
        }
        var named = rules.rules().stream()
                .filter(rule -> rule.source().equals(problem.rule()))
                .toList();
        return named.isEmpty()
                || named.stream().anyMatch(rule -> kinds.stream().anyMatch(kind -> rule.matches(kind, "", "")));
    }
}
