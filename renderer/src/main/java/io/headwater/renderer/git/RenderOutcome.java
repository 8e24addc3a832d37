package io.headwater.renderer.git;

import io.headwater.renderer.core.DesiredContent;
import io.headwater.repositories.SourceFailure;
import java.util.List;

/** What became of a render. */
public sealed interface RenderOutcome {

    /** @param memory what the next render can make use of */
    record Rendered(List<DesiredContent> contents, RenderMemory memory) implements RenderOutcome {
        public Rendered {
            contents = List.copyOf(contents);
        }
    }

    /** The same objects as last time, which need not be made again. */
    record Unchanged(RenderMemory memory) implements RenderOutcome {}

    /** @param again whether trying the same again may help */
    record Failed(SourceFailure failure, boolean again) implements RenderOutcome {}

    /** This process ends; nothing is known. */
    record GivenUp() implements RenderOutcome {}
}
