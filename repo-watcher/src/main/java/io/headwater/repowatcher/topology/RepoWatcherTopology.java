package io.headwater.repowatcher.topology;

import io.headwater.repositories.Repositories;
import io.headwater.repowatcher.core.Pace;
import io.headwater.repowatcher.git.GitServers;
import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.runtime.kafka.ReadingPace;
import io.headwater.runtime.kafka.TopicFollower;
import io.headwater.runtime.kafka.UnitOwnership;
import io.headwater.schemas.Topics;
import java.util.List;

/** The parts of a running repo-watcher. */
public final class RepoWatcherTopology implements Service.Running {

    private final EventLoop loop;
    private final Publisher publisher;
    private final Repositories repositories;
    private final RevisionWatcher watcher;
    private final TopicFollower webhooks;
    private final TopicFollower state;
    private final UnitOwnership ownership;

    private RepoWatcherTopology(ServiceContext context, Pace pace, Repositories repositories) {
        this.repositories = repositories;
        this.loop = context.eventLoop("loop");
        this.publisher = context.publisher();
        this.watcher = new RevisionWatcher(
                loop,
                publisher,
                new GitServers(
                        repositories.mirrors(),
                        repositories.accesses(),
                        context.process().metrics()),
                repositories.directory(),
                repositories.accesses()::forget,
                pace,
                context.clock());
        this.webhooks = context.followNew(List.of(Topics.WEBHOOKS), watcher.webhooks(), loop);
        this.state = context.follow(
                ReadingPace.GATHERING,
                List.of(Topics.APPLICATIONS, Topics.REPOSITORIES, Topics.REVISIONS),
                watcher,
                loop);
        this.ownership = context.shareUnits(loop, watcher::owns);
    }

    /** @param repositories closed when the result is */
    public static RepoWatcherTopology start(ServiceContext context, Pace pace, Repositories repositories) {
        return new RepoWatcherTopology(context, pace, repositories);
    }

    @Override
    public boolean isReady() {
        return watcher.isReady();
    }

    /** Ownership ends last of what feeds the loop, so that nobody else begins before this instance has stopped deciding. */
    @Override
    public void close() {
        webhooks.close();
        state.close();
        loop.close();
        ownership.close();
        publisher.close();
        repositories.close();
    }
}
