package io.headwater.git.mirror;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.tree.CommitTree;
import io.headwater.git.tree.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/** The file {@code .lfsconfig} of a repository, of which only {@code lfs.url} matters here. */
final class LfsConfig {

    private static final String FILE = ".lfsconfig";

    private LfsConfig() {}

    /** The address of the LFS server; empty if the file is missing, or does not say. */
    static String urlIn(CommitTree tree) {
        if (tree.kind(FILE).filter(TreeEntry.Kind::isFile).isEmpty()) {
            return "";
        }
        try {
            var config = new Config();
            config.fromText(new String(tree.read(FILE), StandardCharsets.UTF_8));
            return Objects.requireNonNullElse(config.getString("lfs", null, "url"), "");
        } catch (ConfigInvalidException failure) {
            throw new GitException(
                    GitErrorCode.LFS_INVALID,
                    "The file .lfsconfig in commit " + tree.commit() + " cannot be read: " + failure.getMessage()
                            + ". Correct it in the repository.",
                    failure);
        }
    }
}
