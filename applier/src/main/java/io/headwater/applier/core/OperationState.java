package io.headwater.applier.core;

import io.headwater.kubernetes.ObjectKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an operation is: what replaying its steps gives, whoever wrote them.
 *
 * <p>A wave that starts for another desired set than the last one begins the operation anew, since what was applied then is not what is wanted now.
 */
public final class OperationState {

    private final String id;
    private final Request request;
    private final Position position;
    private LoggedStep last;
    private Step.@Nullable WaveStarting started;
    private String waiting = "";
    private Step.@Nullable Finished finished;
    private final Map<ObjectKey, Step.ObjectStepped> outcomes = new LinkedHashMap<>();

    private OperationState(LoggedStep first, Step.Accepted accepted) {
        this.id = first.operationId();
        this.request = accepted.request();
        this.position = accepted.position();
        this.last = first;
    }

    /** The state after the first step of an operation. */
    static OperationState begunBy(LoggedStep first, Step.Accepted accepted) {
        return new OperationState(first, accepted);
    }

    /** Takes the next step; one that was taken already is left out. */
    void replay(LoggedStep next) {
        if (next.sequence() <= last.sequence()) {
            return;
        }
        if (finished != null) {
            throw new IllegalStateException("operation " + id + " goes on after its end with step " + next.sequence());
        }
        last = next;
        waiting = "";
        switch (next.step()) {
            case Step.Accepted _ ->
                throw new IllegalStateException("operation " + id + " is accepted twice, at step " + next.sequence());
            case Step.WaveStarting wave -> {
                if (started != null && !started.setDigest().equals(wave.setDigest())) {
                    outcomes.clear();
                }
                started = wave;
            }
            case Step.ObjectStepped object -> outcomes.put(object.object(), object);
            case Step.WaveWaiting wait -> waiting = wait.message();
            case Step.Finished end -> finished = end;
        }
    }

    public String id() {
        return id;
    }

    public Request request() {
        return request;
    }

    public Position position() {
        return position;
    }

    /** How many steps it has taken, and so the sequence of the next one. */
    public int steps() {
        return last.sequence() + 1;
    }

    /** The newest step. Put on record once more, it changes nothing. */
    public LoggedStep last() {
        return last;
    }

    /** The last wave whose writes were allowed to start. */
    public Optional<Step.WaveStarting> started() {
        return Optional.ofNullable(started);
    }

    /** What is waited for; empty when nothing is. */
    public String waiting() {
        return waiting;
    }

    public Optional<Step.Finished> finished() {
        return Optional.ofNullable(finished);
    }

    public Optional<Step.ObjectStepped> outcome(ObjectKey object) {
        return Optional.ofNullable(outcomes.get(object));
    }

    /** What became of objects so far, in that order. */
    public List<Step.ObjectStepped> outcomes() {
        return List.copyOf(outcomes.values());
    }

    @Override
    public String toString() {
        return "OperationState[" + id + ", " + steps() + " steps]";
    }
}
