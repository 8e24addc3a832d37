package io.headwater.renderer.topology;

import io.headwater.kubernetes.tracking.Tracking;
import io.headwater.renderer.core.Assembly;
import io.headwater.renderer.core.DirectoryRenderer;
import io.headwater.renderer.core.RenderInput;
import io.headwater.renderer.git.CommitRenderer;
import io.headwater.renderer.git.RenderMemory;
import io.headwater.renderer.git.RenderOutcome;
import io.headwater.repositories.Repositories;
import io.headwater.repositories.RepositoryRecords;
import io.headwater.runtime.Service;
import io.headwater.runtime.ServiceContext;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.PartitionWorker;
import io.headwater.runtime.kafka.Publisher;
import io.headwater.runtime.kafka.ReadingPace;
import io.headwater.runtime.kafka.StateListener;
import io.headwater.runtime.kafka.TopicFollower;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.sealing.SealedObjects;
import io.headwater.schemas.CompressedJson;
import io.headwater.schemas.Topics;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The parts of a running renderer. */
public final class RendererTopology implements Service.Running {

    /** What a topic takes, less what surrounds an object in its record. */
    private static final int LARGEST_OBJECT = 4 * 1024 * 1024 - 64 * 1024;

    private final ServiceContext context;
    private final Repositories repositories;
    private final CommitRenderer renderer;
    private final Publisher publisher;
    private final EventLoop loop;
    private final Precedence precedence = new Precedence();
    private final CompletableFuture<Void> repositoriesKnown = new CompletableFuture<>();
    private final Map<Integer, Owned> partitions = new ConcurrentHashMap<>();
    private final TopicFollower follower;
    private final PartitionWorker worker;

    private record Owned(PartitionRenderer renderer, EventLoop loop) {}

    private RendererTopology(ServiceContext context, Repositories repositories) {
        this.context = context;
        this.repositories = repositories;
        this.renderer = new CommitRenderer(repositories, new DirectoryRenderer(), assembly(context));
        this.publisher = context.publisher();
        this.loop = context.eventLoop("repositories");
        this.follower =
                context.follow(ReadingPace.GATHERING, List.of(Topics.REPOSITORIES), new RepositoriesListener(), loop);
        this.worker = PartitionWorker.drivenByState(
                context.service(),
                ReadingPace.AT_ONCE,
                context.workerAccess(),
                Topics.REVISIONS,
                List.of(Topics.REVISIONS, Topics.APPLICATIONS, Topics.DESIRED),
                this::partition);
    }

    /** @param repositories closed when the result is */
    public static RendererTopology start(ServiceContext context, Repositories repositories) {
        return new RendererTopology(context, repositories);
    }

    private static Assembly assembly(ServiceContext context) {
        return new Assembly(
                new Tracking(context.config().namespace(), ""),
                new SealedObjects(context.process().sealer())::seal,
                CompressedJson::compress,
                LARGEST_OBJECT);
    }

    private StateListener partition(int partition, EventLoop partitionLoop) {
        var listener = new PartitionRenderer(
                partitionLoop,
                this::render,
                new DesiredLedger(publisher, context.clock()),
                context.random(),
                precedence,
                repositoriesKnown::thenRun,
                () -> partitions.remove(partition));
        partitions.put(partition, new Owned(listener, partitionLoop));
        return listener;
    }

    private RenderOutcome render(RenderInput input, Optional<RenderMemory> memory) {
        var metrics = context.process().metrics();
        var sample = Timer.start(metrics);
        var outcome = renderer.render(input, memory);
        sample.stop(metrics.timer("headwater.renders", "outcome", name(outcome)));
        return outcome;
    }

    private static String name(RenderOutcome outcome) {
        return switch (outcome) {
            case RenderOutcome.Rendered _ -> "rendered";
            case RenderOutcome.Unchanged _ -> "unchanged";
            case RenderOutcome.Failed _ -> "failed";
            case RenderOutcome.GivenUp _ -> "given-up";
        };
    }

    @Override
    public boolean isReady() {
        return repositoriesKnown.isDone()
                && worker.isReady()
                && partitions.values().stream()
                        .allMatch(owned -> owned.renderer().isWorking());
    }

    @Override
    public void close() {
        worker.close();
        follower.close();
        loop.close();
        publisher.close();
        repositories.close();
    }

    private final class RepositoriesListener implements StateListener {
        @Override
        public void restore(TopicRecord record) {
            RepositoryRecords.take(record, repositories.directory());
        }

        @Override
        public void begin() {
            repositoriesKnown.complete(null);
        }

        @Override
        public void changed(TopicRecord record) {
            RepositoryRecords.take(record, repositories.directory());
            repositories.accesses().forget();
            partitions.values().forEach(owned -> owned.loop().execute(owned.renderer()::credentialsChanged));
        }
    }
}
