package io.headwater.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.runtime.Traces;
import io.headwater.schemas.TraceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    private final EventLoop loop = new EventLoop("test", failures::add);

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void runsWhatManyThreadsHandOverOneAfterTheOtherAndInTheOrderOfEach() throws InterruptedException {
        List<int[]> seen = new ArrayList<>();
        Set<Thread> threads = new HashSet<>();
        var writers = IntStream.range(0, 4)
                .mapToObj(writer -> Thread.ofVirtual().start(() -> IntStream.range(0, 1000)
                        .forEach(step -> loop.execute(() -> {
                            seen.add(new int[] {writer, step});
                            threads.add(Thread.currentThread());
                        }))))
                .toList();
        for (var writer : writers) {
            writer.join();
        }

        assertThat(loop.drain(PATIENCE)).isTrue();

        assertThat(threads).hasSize(1);
        assertThat(IntStream.range(0, 4)).allSatisfy(writer -> assertThat(seen)
                .filteredOn(entry -> entry[0] == writer)
                .extracting(entry -> entry[1])
                .isEqualTo(IntStream.range(0, 1000).boxed().toList()));
    }

    @Test
    void endsAndTellsItsOwnerOnceWhenATaskFails() throws InterruptedException {
        var ran = new ArrayList<String>();
        loop.execute(() -> {
            throw new IllegalStateException("first");
        });
        loop.execute(() -> ran.add("second"));

        assertThat(failures.poll(10, TimeUnit.SECONDS)).hasMessage("first");

        loop.execute(() -> ran.add("third"));
        assertThat(loop.drain(PATIENCE)).isTrue();
        assertThat(ran).isEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void endsAndTellsItsOwnerWhenWhatWasOffloadedFails() throws InterruptedException {
        loop.offload(() -> {
            throw new AssertionError("offloaded");
        });

        assertThat(failures.poll(10, TimeUnit.SECONDS)).hasMessage("offloaded");
    }

    @Test
    void goesOnWhileWhatWasOffloadedBlocks() {
        var unblocked = new CountDownLatch(1);
        var result = new CompletableFuture<Thread>();
        loop.offload(() -> {
            awaitQuietly(unblocked);
            loop.execute(() -> result.complete(Thread.currentThread()));
        });

        assertThat(loop.drain(PATIENCE)).isTrue();
        assertThat(result).isNotDone();

        unblocked.countDown();
        assertThat(result.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(threadOfLoop());
    }

    @Test
    void dropsWhatWaitsWhenItIsClosed() {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var over = new CompletableFuture<String>();
        var ran = new ArrayList<String>();
        loop.execute(() -> {
            begun.countDown();
            awaitQuietly(goOn);
            over.complete("what was under way");
        });
        loop.execute(() -> ran.add("what waited"));
        awaitQuietly(begun);

        loop.close();
        goOn.countDown();

        assertThat(over.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("what was under way");
        loop.execute(() -> ran.add("what came later"));
        assertThat(ran).isEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void isWaitedForNoLongerThanSaid() {
        var goOn = new CountDownLatch(1);
        loop.execute(() -> awaitQuietly(goOn));

        assertThat(loop.drain(Duration.ofMillis(20))).isFalse();

        goOn.countDown();
        assertThat(loop.drain(PATIENCE)).isTrue();
    }

    @Test
    void isNotWaitedForOnceItHasEnded() {
        var goOn = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        loop.execute(() -> {
            begun.countDown();
            awaitQuietly(goOn);
            throw new IllegalStateException("failed while it was waited for");
        });
        awaitQuietly(begun);
        var drained =
                CompletableFuture.supplyAsync(() -> loop.drain(Duration.ofMinutes(1)), Thread::startVirtualThread);
        Installation.eventually(() -> loop.backlog() > 0);
        goOn.countDown();

        assertThat(drained.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void cannotWaitForItself() throws InterruptedException {
        loop.execute(() -> loop.drain(PATIENCE));

        assertThat(failures.poll(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void runsALaterTaskUnlessItIsCancelled() {
        var ran = new CompletableFuture<String>();
        loop.schedule(Duration.ofMillis(20), () -> ran.complete("cancelled")).cancel();
        loop.schedule(Duration.ofMillis(40), () -> ran.complete("due"));

        assertThat(ran.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("due");
    }

    @Test
    void runsWhatIsHandedOverInTheTraceOfWhoHandedItOver() {
        var trace = TraceContext.begin(new Random(1));
        var executed = new CompletableFuture<TraceContext>();
        var scheduled = new CompletableFuture<TraceContext>();
        var offloaded = new CompletableFuture<TraceContext>();

        Traces.within(trace, () -> {
            loop.execute(() -> executed.complete(Traces.current().orElseThrow()));
            loop.schedule(
                    Duration.ZERO, () -> scheduled.complete(Traces.current().orElseThrow()));
            loop.offload(() -> offloaded.complete(Traces.current().orElseThrow()));
        });

        assertThat(List.of(executed, scheduled, offloaded))
                .allSatisfy(found ->
                        assertThat(found.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(trace));
        assertThat(Traces.current()).isEmpty();
    }

    private Thread threadOfLoop() {
        var thread = new CompletableFuture<Thread>();
        loop.execute(() -> thread.complete(Thread.currentThread()));
        return thread.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
