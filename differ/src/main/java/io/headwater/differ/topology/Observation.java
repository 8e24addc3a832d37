package io.headwater.differ.topology;

import io.headwater.differ.core.ApplicationView;
import io.headwater.differ.kafka.ApplicationRecords;
import io.headwater.differ.kafka.DesiredRecords;
import io.headwater.differ.kafka.LiveRecords;
import io.headwater.differ.kafka.OperationRecords;
import io.headwater.differ.kafka.TrialRecords;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.runtime.kafka.TopicRecord.Content;
import io.headwater.schemas.RecordKeys;
import io.headwater.schemas.Topic;
import io.headwater.schemas.Topics;
import io.headwater.schemas.UnreadableRecordException;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.DesiredObject;
import io.headwater.schemas.avro.DesiredSet;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.ObjectOrphaned;
import io.headwater.schemas.avro.ObjectTried;
import io.headwater.schemas.avro.OperationStep;
import org.apache.avro.specific.SpecificRecord;

/**
 * What one record says, put into views.
 *
 * @param topic from which topic
 * @param offset its position there
 * @param key its key
 * @param content what it says
 * @param resourceVersion the version at which an object was deleted; else empty
 */
record Observation(Topic topic, long offset, String key, Content content, String resourceVersion) {

    /**
     * Puts it into the view of its application.
     *
     * @throws RuntimeException if the record makes no sense; the view is as it was then
     */
    void putInto(ApplicationView view) {
        switch (content) {
            case Content.Present(var value) -> {
                put(value, view);
                view.readable(name());
            }
            case Content.Removed() -> {
                remove(view, resourceVersion);
                view.readable(name());
            }
            case Content.Unreadable() -> {
                forget(view);
                view.unreadable(name());
            }
        }
    }

    private void put(SpecificRecord value, ApplicationView view) {
        switch (value) {
            case ApplicationObserved application -> {
                var observed = ApplicationRecords.application(application);
                requireKey(RecordKeys.application(observed.key()));
                view.observe(observed);
            }
            case DesiredSet set -> {
                requireKey(RecordKeys.desiredSet(application()));
                view.desire(DesiredRecords.state(set));
            }
            case DesiredObject object -> {
                requireKey(RecordKeys.desiredObject(application(), object.getDigest()));
                view.hold(DesiredRecords.object(object));
            }
            case LiveObject object -> {
                var observed = LiveRecords.object(object);
                requireKey(RecordKeys.object(application(), observed.key()));
                view.observe(observed);
            }
            case ObjectOrphaned object -> {
                var orphan = LiveRecords.orphan(object);
                requireKey(RecordKeys.object(application(), orphan.key()));
                view.observe(orphan);
            }
            case OperationStep step -> {
                requireKey(RecordKeys.operationStep(application(), step.getOperationId(), step.getSequence()));
                view.operations().put(step.getOperationId(), step.getSequence(), offset, OperationRecords.step(step));
            }
            case ObjectTried tried -> view.learn(RecordKeys.objectOf(key), TrialRecords.trials(tried));
            default ->
                throw new UnreadableRecordException(
                        value.getSchema().getName() + " does not belong on " + topic.noun(), null);
        }
    }

    private void remove(ApplicationView view, String version) {
        if (topic.equals(Topics.LIVE)) {
            view.vanish(RecordKeys.objectOf(key), version);
        } else {
            forget(view);
        }
    }

    private void forget(ApplicationView view) {
        if (topic.equals(Topics.APPLICATIONS)) {
            view.forgetApplication();
        } else if (topic.equals(Topics.DESIRED)) {
            RecordKeys.digestOf(key).ifPresentOrElse(view::drop, view::forgetDesired);
        } else if (topic.equals(Topics.LIVE)) {
            view.forget(RecordKeys.objectOf(key));
        } else if (topic.equals(Topics.ORPHANS)) {
            view.adopt(RecordKeys.objectOf(key));
        } else if (topic.equals(Topics.TRIALS)) {
            view.forgetTrials(RecordKeys.objectOf(key));
        } else if (topic.equals(Topics.OPERATIONS)) {
            view.operations().remove(OperationRecords.operationOf(key), OperationRecords.sequenceOf(key));
        }
    }

    private ApplicationKey application() {
        return RecordKeys.applicationOf(key).orElseThrow();
    }

    private void requireKey(String expected) {
        if (!key.equals(expected)) {
            throw new UnreadableRecordException("it is about " + expected + ", and its key is " + key, null);
        }
    }

    private String name() {
        return topic.noun() + "|" + key;
    }
}
