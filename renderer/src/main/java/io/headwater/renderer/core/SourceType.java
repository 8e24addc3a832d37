package io.headwater.renderer.core;

/** How a source is rendered. */
public enum SourceType {
    DIRECTORY("Directory");

    private final String displayName;

    SourceType(String displayName) {
        this.displayName = displayName;
    }

    /** As Argo CD writes it in {@code status.sourceType}. */
    public String displayName() {
        return displayName;
    }
}
