package io.headwater.renderer.git;

import io.headwater.git.GitErrorCode;
import io.headwater.git.GitException;
import io.headwater.git.RepositoryUrl;
import io.headwater.git.tree.CommitTree;
import io.headwater.git.tree.Observation;
import io.headwater.kubernetes.yaml.Manifest;
import io.headwater.renderer.core.Assembly;
import io.headwater.renderer.core.DesiredContent;
import io.headwater.renderer.core.DirectoryOptions;
import io.headwater.renderer.core.DirectoryRenderer;
import io.headwater.renderer.core.RenderInput;
import io.headwater.renderer.core.RenderResult;
import io.headwater.renderer.core.SourceType;
import io.headwater.repositories.ApplicationSource;
import io.headwater.repositories.Repositories;
import io.headwater.repositories.RepositoriesException;
import io.headwater.repositories.SourceFailure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Renders applications from the commits that their sources stand at. May wait for Git servers and the hub; safe for use by several threads, a few of
 * which read and parse at a time.
 */
public final class CommitRenderer {

    private static final int MOST_OBSERVATIONS = 20_000;

    /** What is wrong with the commit itself, which only another commit changes. */
    private static final Set<GitErrorCode> FINAL =
            Set.of(GitErrorCode.LINK_INVALID, GitErrorCode.TOO_LARGE, GitErrorCode.PATH_MISSING);

    private final Repositories repositories;
    private final DirectoryRenderer renderer;
    private final Assembly assembly;
    private final Semaphore places = new Semaphore(2 * Runtime.getRuntime().availableProcessors(), true);

    public CommitRenderer(Repositories repositories, DirectoryRenderer renderer, Assembly assembly) {
        this.repositories = repositories;
        this.renderer = renderer;
        this.assembly = assembly;
    }

    /**
     * What an application wants.
     *
     * @param memory of the last render of the application, if its objects are still there
     */
    public RenderOutcome render(RenderInput input, Optional<RenderMemory> memory) {
        try {
            var refusal = refusal(input);
            if (refusal.isPresent()) {
                return new RenderOutcome.Failed(refusal.get(), false);
            }
            var trees = fetch(input);
            places.acquireUninterruptibly();
            try {
                return memory.isPresent() && memory.get().stillHolds(input, trees)
                        ? new RenderOutcome.Unchanged(memory.get())
                        : render(input, trees);
            } finally {
                places.release();
            }
        } catch (GitException e) {
            repositories.accesses().failed(e);
            return SourceFailure.of(e)
                    .<RenderOutcome>map(failure -> new RenderOutcome.Failed(failure, !FINAL.contains(e.code())))
                    .orElseGet(RenderOutcome.GivenUp::new);
        } catch (RepositoriesException e) {
            return new RenderOutcome.Failed(SourceFailure.of(e), true);
        }
    }

    private static Optional<SourceFailure> refusal(RenderInput input) {
        return input.application().sources().stream()
                .flatMap(source -> DirectoryOptions.refusal(source.settings()).stream())
                .findFirst();
    }

    private List<CommitTree> fetch(RenderInput input) {
        var trees = new ArrayList<CommitTree>();
        for (var source : input.application().sources()) {
            var url = RepositoryUrl.parse(source.repositoryUrl());
            var chain =
                    repositories.directory().chainFor(url, input.application().project());
            var revision = input.revisions().get(source.index()).revision();
            repositories.mirrors().fetch(url, repositories.accesses().of(url, chain), revision);
            trees.add(repositories.mirrors().tree(url, revision));
        }
        return trees;
    }

    private RenderOutcome render(RenderInput input, List<CommitTree> trees) {
        var manifests = new ArrayList<Manifest>();
        var seen = new ArrayList<List<Observation>>();
        for (var source : input.application().sources()) {
            var observations = new LinkedHashSet<Observation>();
            var tree = trees.get(source.index()).observedBy(observations::add);
            switch (render(source, tree, input.application().destinationNamespace())) {
                case RenderResult.Failed(var failure) -> {
                    return new RenderOutcome.Failed(failure, false);
                }
                case RenderResult.Rendered(var type, var found) -> manifests.addAll(found);
            }
            seen.add(List.copyOf(observations));
        }
        return switch (assembly.of(input.application(), manifests)) {
            case Assembly.Result.Refused(var failure) -> new RenderOutcome.Failed(failure, false);
            case Assembly.Result.Contents(var contents) -> rendered(input, seen, contents);
        };
    }

    /** A source that has a ref and no path is there for others to refer to, and says nothing itself. */
    private RenderResult render(ApplicationSource source, CommitTree tree, String destinationNamespace) {
        return source.path().isEmpty() && !source.ref().isEmpty()
                ? new RenderResult.Rendered(SourceType.DIRECTORY, List.of())
                : renderer.render(
                        new CommitSourceTree(tree), DirectoryOptions.of(source.settings()), destinationNamespace);
    }

    private static RenderOutcome rendered(
            RenderInput input, List<List<Observation>> seen, List<DesiredContent> contents) {
        var digests = contents.stream().map(DesiredContent::digest).toList();
        var observations = seen.stream().mapToInt(List::size).sum();
        // Too much to remember: the next render checks against nothing, and is done anew.
        var remembered = observations > MOST_OBSERVATIONS ? List.<List<Observation>>of() : seen;
        return new RenderOutcome.Rendered(
                contents, RenderMemory.of(input, remembered, digests, SourceType.DIRECTORY.displayName()));
    }
}
