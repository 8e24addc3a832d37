package io.headwater.git.tree;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Git LFS puts into a repository in place of a large file.
 *
 * @param oid the SHA-256 of the content, in hexadecimal digits
 * @param size the content's length in bytes
 * @see <a href="https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md">The specification of pointers</a>
 */
public record LfsPointer(String oid, long size) {

    private static final int LONGEST = 1024;
    private static final byte[] START =
            "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern OID = Pattern.compile("^oid sha256:([0-9a-f]{64})$", Pattern.MULTILINE);
    private static final Pattern SIZE = Pattern.compile("^size ([0-9]{1,18})$", Pattern.MULTILINE);

    /** The pointer that a file's content is, if it is one. */
    public static Optional<LfsPointer> parse(byte[] content) {
        if (content.length > LONGEST || !startsLikeOne(content)) {
            return Optional.empty();
        }
        var text = new String(content, StandardCharsets.UTF_8);
        var oid = OID.matcher(text);
        var size = SIZE.matcher(text);
        return oid.find() && size.find()
                ? Optional.of(new LfsPointer(oid.group(1), Long.parseLong(size.group(1))))
                : Optional.empty();
    }

    private static boolean startsLikeOne(byte[] content) {
        for (int i = 0; i < START.length; i++) {
            if (i >= content.length || content[i] != START[i]) {
                return false;
            }
        }
        return true;
    }
}
