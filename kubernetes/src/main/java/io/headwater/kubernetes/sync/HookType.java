package io.headwater.kubernetes.sync;

import java.util.Arrays;
import java.util.Optional;

/** What a hook is for. */
public enum HookType {
    PRE_SYNC("PreSync"),
    SYNC("Sync"),
    POST_SYNC("PostSync"),
    SYNC_FAIL("SyncFail"),

    /** Not applied at all, if it is the only type. */
    SKIP("Skip"),

    /** Runs before the deletion of its application, and in no sync. */
    PRE_DELETE("PreDelete"),

    /** Runs after the deletion of its application, and in no sync. */
    POST_DELETE("PostDelete");

    private final String text;

    HookType(String text) {
        this.text = text;
    }

    static Optional<HookType> parse(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    /** The type as Argo CD writes it. */
    @Override
    public String toString() {
        return text;
    }
}
