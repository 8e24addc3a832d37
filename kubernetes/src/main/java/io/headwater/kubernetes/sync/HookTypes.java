package io.headwater.kubernetes.sync;

import io.headwater.kubernetes.KubernetesObject;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether an object is a hook, and of which types.
 *
 * @param isHook whether it is one; a hook of no type that is known is never applied
 * @param types its types; empty for a plain object, only {@link HookType#SKIP} for one that is left alone
 */
public record HookTypes(boolean isHook, Set<HookType> types) {

    private static final String ARGO = "argocd.argoproj.io/hook";
    private static final String HELM = "helm.sh/hook";

    public HookTypes {
        types = Set.copyOf(types);
    }

    /** Reads Argo CD's annotation, and Helm's where Argo CD's names no type of a sync. */
    public static HookTypes of(KubernetesObject object) {
        var types = EnumSet.noneOf(HookType.class);
        object.annotationValues(ARGO).forEach(text -> HookType.parse(text).ifPresent(types::add));
        var helm = helmTypes(object);
        if (types.stream().noneMatch(HookTypes::isOfSync)) {
            types.addAll(helm);
        } else {
            // The types of a deletion are read from both annotations, as Argo CD does.
            helm.stream().filter(type -> !isOfSync(type)).forEach(types::add);
        }
        var skipped = types.equals(EnumSet.of(HookType.SKIP));
        var isHook = object.annotation(ARGO).isPresent() ? !skipped : isHelmHook(object);
        return new HookTypes(isHook, types);
    }

    /** Whether the object is neither applied nor pruned nor out of sync because its annotation says Skip and nothing else. */
    public boolean isSkipped() {
        return types.equals(Set.of(HookType.SKIP));
    }

    /** Whether the object waits for the deletion of its application. */
    public boolean runsOnDeletion() {
        return types.contains(HookType.PRE_DELETE) || types.contains(HookType.POST_DELETE);
    }

    /** The phases of a sync in which the object is applied: those of its types for a hook, {@link SyncPhase#SYNC} for a plain object. */
    public Set<SyncPhase> phases() {
        if (isSkipped()) {
            return Set.of();
        }
        if (!isHook) {
            return Set.of(SyncPhase.SYNC);
        }
        var phases = EnumSet.noneOf(SyncPhase.class);
        for (var type : types) {
            switch (type) {
                case PRE_SYNC -> phases.add(SyncPhase.PRE_SYNC);
                case SYNC -> phases.add(SyncPhase.SYNC);
                case POST_SYNC -> phases.add(SyncPhase.POST_SYNC);
                case SYNC_FAIL -> phases.add(SyncPhase.SYNC_FAIL);
                case SKIP, PRE_DELETE, POST_DELETE -> {
                    // No phase of a sync.
                }
            }
        }
        return Collections.unmodifiableSet(phases);
    }

    private static Set<HookType> helmTypes(KubernetesObject object) {
        var types = EnumSet.noneOf(HookType.class);
        for (var text : object.annotationValues(HELM)) {
            switch (text) {
                case "pre-install", "pre-upgrade" -> types.add(HookType.PRE_SYNC);
                case "post-install", "post-upgrade" -> types.add(HookType.POST_SYNC);
                case "pre-delete" -> types.add(HookType.PRE_DELETE);
                case "post-delete" -> types.add(HookType.POST_DELETE);
                default -> {
                    // test, rollback and what else there may be run in no sync.
                }
            }
        }
        return types;
    }

    private static boolean isHelmHook(KubernetesObject object) {
        // Helm 2 marked definitions so; they are plain objects.
        return object.annotation(HELM)
                .filter(value -> !value.equals("crd-install"))
                .isPresent();
    }

    private static boolean isOfSync(HookType type) {
        return type != HookType.PRE_DELETE && type != HookType.POST_DELETE;
    }
}
