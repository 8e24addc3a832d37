package io.headwater.kubernetes.schema;

import java.util.regex.Pattern;

/**
 * The tag of a container image.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting">Kubernetes: default image pull policy</a>
 */
final class ImageTag {

    private static final Pattern REFERENCE = Pattern.compile(
            "(?:[A-Za-z0-9.\\[\\]:-]+/)?[a-z0-9._-]+(?:/[a-z0-9._-]+)*(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?<digest>@[A-Za-z0-9+._-]+:[0-9a-fA-F]{32,})?");
    private static final int LONGEST = 1024;

    private ImageTag() {}

    /** Whether an image is the latest of its name: it says so, or has neither tag nor digest. What is no image is not. */
    static boolean isLatest(String image) {
        if (image.length() > LONGEST) {
            return false;
        }
        var reference = REFERENCE.matcher(image);
        if (!reference.matches()) {
            return false;
        }
        var tag = reference.group("tag");
        return tag == null ? reference.group("digest") == null : tag.equals("latest");
    }
}
