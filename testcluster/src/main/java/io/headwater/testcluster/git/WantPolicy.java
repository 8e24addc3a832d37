package io.headwater.testcluster.git;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPack.RequestPolicy;
import org.eclipse.jgit.transport.UploadPack.RequestValidator;
import org.eclipse.jgit.transport.WantNotValidException;

/** Which commits a client may ask for by their id. */
public enum WantPolicy {
    /** Only what a ref points to, as strict servers have it. */
    TIPS,
    /** What can be reached from a ref ({@code uploadpack.allowReachableSHA1InWant}). */
    REACHABLE,
    /** Whatever is there, as large hosting services have it ({@code uploadpack.allowAnySHA1InWant}). */
    ANY;

    void applyTo(UploadPack uploadPack) {
        switch (this) {
            case TIPS -> uploadPack.setRequestValidator(new TipsOnly());
            case REACHABLE -> uploadPack.setRequestPolicy(RequestPolicy.REACHABLE_COMMIT);
            case ANY -> uploadPack.setRequestPolicy(RequestPolicy.ANY);
        }
    }

    /** JGit's own policy of that name lets reachable commits pass over HTTP, where refs may have moved between two requests. */
    private static final class TipsOnly implements RequestValidator {

        @Override
        public void checkWants(UploadPack uploadPack, List<ObjectId> wants) throws IOException {
            var tips = uploadPack.getRepository().getRefDatabase().getRefs().stream()
                    .map(Ref::getObjectId)
                    .collect(Collectors.toSet());
            for (var want : wants) {
                if (!tips.contains(want)) {
                    throw new WantNotValidException(want);
                }
            }
        }
    }
}
