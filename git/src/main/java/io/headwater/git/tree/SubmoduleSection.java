package io.headwater.git.tree;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitProtocol;
import io.headwater.git.RepositoryUrl;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/** What {@code .gitmodules} says of one submodule. */
final class SubmoduleSection {

    static final String FILE = ".gitmodules";
    private static final String SECTION = "submodule";

    private SubmoduleSection() {}

    /** @throws GitException {@link GitErrorCode#SUBMODULE_INVALID} if it is not explained there */
    static RepositoryUrl urlOf(Place submodule) {
        var tree = submodule.tree();
        var file = tree.entry(tree.root(), FILE).filter(entry -> entry.kind().isFile());
        if (file.isEmpty()) {
            throw invalid(submodule, "there is no file " + FILE);
        }
        var url = url(submodule, new String(tree.content(file.get()), StandardCharsets.UTF_8))
                .orElseThrow(() -> invalid(submodule, FILE + " does not name it"));
        if (url.protocol() == GitProtocol.FILE && tree.objects().url().protocol() != GitProtocol.FILE) {
            throw invalid(submodule, "it names a folder of the machine that reads it");
        }
        return url;
    }

    private static Optional<RepositoryUrl> url(Place submodule, String text) {
        try {
            var config = new Config();
            config.fromText(text);
            return config.getSubsections(SECTION).stream()
                    .filter(name -> submodule.entry().path().equals(config.getString(SECTION, name, "path")))
                    .findFirst()
                    .map(name -> config.getString(SECTION, name, "url"))
                    .map(url -> submodule.tree().objects().url().submodule(url));
        } catch (ConfigInvalidException failure) {
            throw invalid(submodule, FILE + " cannot be read: " + failure.getMessage());
        }
    }

    private static GitException invalid(Place submodule, String why) {
        return new GitException(
                GitErrorCode.SUBMODULE_INVALID,
                "The submodule '" + submodule.path() + "' in commit "
                        + submodule.tree().commit() + " of "
                        + submodule.tree().objects().url() + " cannot be entered: " + why
                        + ". Correct it in the repository.");
    }
}
