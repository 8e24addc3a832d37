package io.headwater.renderer.core;

import io.headwater.kubernetes.yaml.Manifest;
import io.headwater.repositories.SourceFailure;
import java.util.List;

/** What a source says. */
public sealed interface RenderResult {

    /**
     * It says these objects, and no others.
     *
     * @param manifests by path of the file, then as they stand in it; possibly none
     */
    record Rendered(SourceType type, List<Manifest> manifests) implements RenderResult {
        public Rendered {
            manifests = List.copyOf(manifests);
        }
    }

    /** It can't be taken at its word, so nothing of it is. */
    record Failed(SourceFailure failure) implements RenderResult {}
}
