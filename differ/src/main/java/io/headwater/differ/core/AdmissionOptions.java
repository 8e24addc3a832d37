package io.headwater.differ.core;

import java.util.Collection;
import java.util.Optional;

/**
 * What the annotation {@code argocd.argoproj.io/compare-options} of an object or its application says of what admission does to an object.
 *
 * @param dryRun whether the cluster may be asked what applying would give; empty where nothing is said
 * @param included whether what admission webhooks make of an object counts as a difference
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/diff-strategies/#server-side-diff">Argo CD: server-side diff</a>
 */
public record AdmissionOptions(Optional<Boolean> dryRun, boolean included) {

    static final AdmissionOptions NONE = new AdmissionOptions(Optional.empty(), false);

    private static final String DRY_RUN = "ServerSideDiff=";

    /** @param options the values of the annotation */
    public static AdmissionOptions of(Collection<String> options) {
        return new AdmissionOptions(
                options.stream()
                        .filter(option -> option.startsWith(DRY_RUN))
                        .findFirst()
                        .map(option -> !option.equals(DRY_RUN + "false")),
                options.contains("IncludeMutationWebhook=true"));
    }

    /** Those of an object, with its application's where it says nothing itself. */
    AdmissionOptions orElse(AdmissionOptions application) {
        return new AdmissionOptions(dryRun.or(application::dryRun), included || application.included);
    }

    /** Whether the cluster may be asked: it may unless somebody forbids it. */
    boolean allowDryRun() {
        return dryRun.orElse(true);
    }
}
