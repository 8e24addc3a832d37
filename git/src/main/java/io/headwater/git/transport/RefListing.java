package io.headwater.git.transport;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.revision.RemoteRefs;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.RefSpec;
import org.jspecify.annotations.Nullable;

/** Gathers what a server says of its refs. Used once, by one thread. */
final class RefListing implements ProtocolV2.RefSink {

    static final List<RefSpec> SPECS =
            List.of(new RefSpec("refs/heads/*:refs/heads/*"), new RefSpec("refs/tags/*:refs/tags/*"));

    private static final String SYMREF = "symref-target:";
    private static final String PEELED = "peeled:";

    private final RepositoryUrl url;
    private final GitLimits limits;
    private final Set<String> others;
    private final TreeMap<String, String> commits = new TreeMap<>();
    private @Nullable String head;
    private @Nullable String headTarget;

    RefListing(RepositoryUrl url, GitLimits limits, Set<String> others) {
        this.url = url;
        this.limits = limits;
        this.others = others;
    }

    Set<String> prefixes() {
        var prefixes = new LinkedHashSet<>(List.of(Constants.HEAD, Constants.R_HEADS, Constants.R_TAGS));
        prefixes.addAll(others);
        return prefixes;
    }

    @Override
    public void accept(String id, String name, List<String> attributes) {
        if (!ObjectId.isId(id)) {
            return;
        }
        var peeled = attribute(attributes, PEELED);
        add(name, peeled == null ? id : peeled, attribute(attributes, SYMREF));
    }

    void accept(Ref ref) {
        var id = ref.getPeeledObjectId() == null ? ref.getObjectId() : ref.getPeeledObjectId();
        if (id != null) {
            add(ref.getName(), id.name(), ref.isSymbolic() ? ref.getTarget().getName() : null);
        }
    }

    private void add(String name, String commit, @Nullable String target) {
        if (name.equals(Constants.HEAD)) {
            head = commit;
            headTarget = target;
        } else if (isWanted(name)) {
            commits.put(name, commit);
        }
        if (commits.size() > limits.refs()) {
            throw new GitException(
                    GitErrorCode.TOO_LARGE,
                    "Listing the branches of " + url + " failed: there are more than " + limits.refs()
                            + " branches and tags. Delete old ones, or raise the limit.");
        }
    }

    private boolean isWanted(String name) {
        return name.startsWith(Constants.R_HEADS)
                || name.startsWith(Constants.R_TAGS)
                || others.stream().anyMatch(name::startsWith);
    }

    private static @Nullable String attribute(List<String> attributes, String prefix) {
        return attributes.stream()
                .filter(text -> text.startsWith(prefix))
                .map(text -> text.substring(prefix.length()))
                .findFirst()
                .orElse(null);
    }

    RemoteRefs refs() {
        var target = headTarget;
        var branch = target != null && target.startsWith(Constants.R_HEADS)
                ? target.substring(Constants.R_HEADS.length())
                : null;
        return new RemoteRefs(head, branch, commits);
    }
}
