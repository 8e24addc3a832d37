package io.headwater.renderer.topology;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.renderer.core.GoodSet;
import io.headwater.renderer.core.KnownSet;
import io.headwater.renderer.core.RenderInput;
import io.headwater.renderer.core.RenderPlan;
import io.headwater.renderer.core.RenderedApplication;
import io.headwater.renderer.core.SourceAt;
import io.headwater.renderer.core.SourceStanding;
import io.headwater.renderer.git.RenderMemory;
import io.headwater.renderer.git.RenderOutcome;
import io.headwater.renderer.kafka.RendererRecords;
import io.headwater.runtime.kafka.EventLoop;
import io.headwater.runtime.kafka.StateListener;
import io.headwater.runtime.kafka.TopicRecord;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topics;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.RevisionResolved;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * The applications of one partition: renders each when where its sources stand is known, one render of an application at a time, and the newest
 * input counts. Only on the partition's event loop.
 */
final class PartitionRenderer implements StateListener {

    private final EventLoop loop;
    private final BiFunction<RenderInput, Optional<RenderMemory>, RenderOutcome> renderer;
    private final DesiredLedger desired;
    private final Attempts attempts;
    private final Precedence precedence;
    private final Gate gate;
    private final Runnable ended;
    private final Map<ApplicationKey, RenderedApplication> applications = new HashMap<>();
    private final Set<ApplicationKey> removed = new HashSet<>();
    private final Map<ApplicationKey, Map<Integer, SourceStanding>> standings = new HashMap<>();
    private final Map<ApplicationKey, RenderMemory> memories = new HashMap<>();
    private final Set<ApplicationKey> rendering = new HashSet<>();
    private volatile State state = State.RESTORING;

    private enum State {
        RESTORING,
        WORKING,
        ENDED
    }

    /** Tells when the credentials for repositories are known, without which no render would be fair. */
    interface Gate {
        /** Runs a task once that is so; from any thread, possibly at once. */
        void whenOpen(Runnable task);
    }

    /**
     * @param renderer may wait; called on other threads than the loop's
     * @param precedence shared by all partitions of the process
     * @param ended run when the partition is taken away
     */
    PartitionRenderer(
            EventLoop loop,
            BiFunction<RenderInput, Optional<RenderMemory>, RenderOutcome> renderer,
            DesiredLedger desired,
            RandomGenerator random,
            Precedence precedence,
            Gate gate,
            Runnable ended) {
        this.loop = loop;
        this.renderer = renderer;
        this.desired = desired;
        this.attempts = new Attempts(loop, random, this::consider);
        this.precedence = precedence;
        this.gate = gate;
        this.ended = ended;
    }

    @Override
    public void restore(TopicRecord record) {
        take(record);
    }

    @Override
    public void begin() {
        gate.whenOpen(() -> loop.execute(() -> {
            if (state == State.RESTORING) {
                state = State.WORKING;
                removed.forEach(desired::withdraw);
                applications.keySet().forEach(desired::withdrawUnnamed);
                applications.keySet().forEach(this::consider);
            }
        }));
    }

    @Override
    public void changed(TopicRecord record) {
        take(record).ifPresent(application -> {
            if (state == State.WORKING) {
                if (removed.contains(application)) {
                    desired.withdraw(application);
                }
                consider(application);
            }
        });
    }

    @Override
    public void end() {
        state = State.ENDED;
        ended.run();
    }

    boolean isWorking() {
        return state != State.RESTORING;
    }

    /** Credentials have changed: what failed for want of them is tried again. */
    void credentialsChanged() {
        if (state == State.WORKING) {
            attempts.retryAll();
        }
    }

    /** Takes a record; returns the application for which it may change something. */
    private Optional<ApplicationKey> take(TopicRecord record) {
        if (record.topic().equals(Topics.DESIRED)) {
            return desired.seen(record);
        }
        var application = RecordKeys.applicationOf(record.key());
        application.ifPresent(key -> {
            if (record.topic().equals(Topics.APPLICATIONS)) {
                takeApplication(key, record.content());
            } else {
                takeStanding(key, record);
            }
        });
        return application;
    }

    private void takeApplication(ApplicationKey key, Content content) {
        switch (content) {
            case Content.Present(ApplicationObserved observed) -> {
                applications.put(key, RendererRecords.application(observed));
                removed.remove(key);
            }
            case Content.Removed() -> {
                applications.remove(key);
                memories.remove(key);
                attempts.forget(key);
                removed.add(key);
            }
            // What can't be read says nothing: what was known goes on counting.
            case Content.Present _, Content.Unreadable() -> {}
        }
    }

    private void takeStanding(ApplicationKey key, TopicRecord record) {
        var source = Integer.parseInt(record.key().substring(record.key().lastIndexOf('|') + 1));
        switch (record.content()) {
            case Content.Present(RevisionResolved resolved) ->
                standings
                        .computeIfAbsent(key, ignored -> new HashMap<>())
                        .put(source, RendererRecords.standing(resolved));
            case Content.Removed() ->
                standings.computeIfPresent(key, (ignored, sources) -> {
                    sources.remove(source);
                    return sources.isEmpty() ? null : sources;
                });
            case Content.Present _, Content.Unreadable() -> {}
        }
    }

    private Optional<RenderPlan> plan(ApplicationKey key) {
        return Optional.ofNullable(applications.get(key))
                .map(application ->
                        RenderPlan.of(application, standings.getOrDefault(key, Map.of()), desired.known(key)));
    }

    private void consider(ApplicationKey key) {
        var plan = plan(key);
        if (plan.isEmpty() || rendering.contains(key)) {
            return;
        }
        switch (plan.get()) {
            case RenderPlan.Wait(), RenderPlan.UpToDate() -> {}
            case RenderPlan.Refuse(var refusal) -> desired.publish(key, refusal);
            case RenderPlan.Render(var input) -> {
                if (!attempts.hasFailed(input)) {
                    render(input);
                }
            }
        }
    }

    private void render(RenderInput input) {
        var key = input.application().key();
        var memory = Optional.ofNullable(memories.get(key)).filter(last -> desired.has(key, last.digests()));
        var commits = input.revisions().stream().map(SourceAt::revision).toList();
        rendering.add(key);
        precedence.begun(commits);
        loop.offload(() -> {
            try {
                var outcome = renderer.apply(input, memory);
                Runnable result = () -> loop.execute(() -> rendered(input, outcome));
                if (outcome instanceof RenderOutcome.Unchanged) {
                    precedence.afterChanges(commits, result);
                } else {
                    result.run();
                }
            } finally {
                precedence.ended(commits);
            }
        });
    }

    private void rendered(RenderInput input, RenderOutcome outcome) {
        var key = input.application().key();
        rendering.remove(key);
        if (state != State.WORKING) {
            return;
        }
        if (plan(key).equals(Optional.of(new RenderPlan.Render(input)))) {
            publish(input, outcome);
        } else {
            consider(key);
        }
    }

    private void publish(RenderInput input, RenderOutcome outcome) {
        var key = input.application().key();
        switch (outcome) {
            case RenderOutcome.Rendered(var contents, var memory) -> {
                desired.publish(key, GoodSet.of(input, memory.digests(), memory.sourceType()), contents);
                memories.put(key, memory);
                attempts.forget(key);
            }
            case RenderOutcome.Unchanged(var memory) -> {
                desired.publish(key, KnownSet.of(GoodSet.of(input, memory.digests(), memory.sourceType())));
                attempts.forget(key);
            }
            case RenderOutcome.Failed(var failure, var again) -> {
                var revisions = input.revisions();
                desired.publish(
                        key, KnownSet.failed(input.application().specDigest(), revisions, desired.known(key), failure));
                attempts.failed(input, again);
            }
            case RenderOutcome.GivenUp() -> {}
        }
    }
}
