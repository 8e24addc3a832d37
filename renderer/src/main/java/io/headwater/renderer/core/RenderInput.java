package io.headwater.renderer.core;

import java.util.List;

/** What decides on what is rendered: an application in one version, and a commit for each of its sources. */
public record RenderInput(RenderedApplication application, List<SourceAt> revisions) {

    public RenderInput {
        revisions = List.copyOf(revisions);
    }
}
