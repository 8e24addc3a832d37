package io.headwater.renderer.core;

import io.headwater.kubernetes.CanonicalJson;
import io.headwater.kubernetes.ContentDigest;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.tracking.Tracking;
import io.headwater.kubernetes.yaml.Manifest;
import io.headwater.renderer.core.ManifestFiles.RefusedException;
import io.headwater.repositories.SourceFailure;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Makes of manifests what others get: marked as the application's, with secret values sealed, in canonical form. Equal manifests give equal contents.
 *
 * @param seal seals the secret values of an object
 * @param pack compresses a canonical form
 * @param largest how many bytes a packed object may have
 */
public record Assembly(
        Tracking tracking, UnaryOperator<KubernetesObject> seal, Function<byte[], ByteBuffer> pack, int largest) {

    /** What became of manifests. */
    public sealed interface Result {
        /** @param contents in the order of the manifests */
        record Contents(List<DesiredContent> contents) implements Result {
            public Contents {
                contents = List.copyOf(contents);
            }
        }

        record Refused(SourceFailure failure) implements Result {}
    }

    /** The contents of all sources of an application, in their order. */
    public Result of(RenderedApplication application, List<Manifest> manifests) {
        var contents = new ArrayList<DesiredContent>();
        try {
            for (var manifest : Duplicates.lastOfEach(manifests, application.destinationNamespace())) {
                contents.add(content(application, manifest));
            }
        } catch (RefusedException refused) {
            return new Result.Refused(refused.failure());
        }
        return new Result.Contents(contents);
    }

    private DesiredContent content(RenderedApplication application, Manifest manifest) throws RefusedException {
        var stamped = tracking.stamp(application.key(), manifest.object(), application.destinationNamespace());
        var json = CanonicalJson.write(seal.apply(stamped).tree());
        var packed = pack.apply(json);
        if (packed.remaining() > largest) {
            throw new RefusedException(
                    "ObjectTooLarge",
                    manifest.location() + ": the " + manifest.object().kind() + " '"
                            + manifest.object().name() + "' has " + packed.remaining()
                            + " bytes compressed, of which at most "
                            + largest + " are accepted. Split it.");
        }
        return new DesiredContent(ContentDigest.of(json).hex(), packed);
    }
}
