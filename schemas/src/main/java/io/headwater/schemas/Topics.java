package io.headwater.schemas;

import io.headwater.schemas.Topic.Partitioning;
import io.headwater.schemas.Topic.Retention;
import io.headwater.schemas.avro.ApplicationObserved;
import io.headwater.schemas.avro.AuditRecorded;
import io.headwater.schemas.avro.ClusterDiscovered;
import io.headwater.schemas.avro.ClusterObserved;
import io.headwater.schemas.avro.CommitObserved;
import io.headwater.schemas.avro.DesiredObject;
import io.headwater.schemas.avro.DesiredSet;
import io.headwater.schemas.avro.DriftComputed;
import io.headwater.schemas.avro.HealthAssessed;
import io.headwater.schemas.avro.HistoryRecorded;
import io.headwater.schemas.avro.KindCompleted;
import io.headwater.schemas.avro.LiveObject;
import io.headwater.schemas.avro.ObjectOrphaned;
import io.headwater.schemas.avro.ObjectTried;
import io.headwater.schemas.avro.OperationStep;
import io.headwater.schemas.avro.ProjectObserved;
import io.headwater.schemas.avro.RepositoryObserved;
import io.headwater.schemas.avro.RequestSync;
import io.headwater.schemas.avro.RequestTrial;
import io.headwater.schemas.avro.RevisionResolved;
import io.headwater.schemas.avro.SettingsObserved;
import io.headwater.schemas.avro.StatusChanged;
import io.headwater.schemas.avro.UnitDeclared;
import io.headwater.schemas.avro.WebhookReceived;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** The catalogue of all topics: the one place where they are declared. */
public final class Topics {

    /** How long what happened is kept unless an installation chooses otherwise. */
    public static final Duration HISTORY_KEPT = Duration.ofDays(14);

    public static final Topic APPLICATIONS = state(
            "applications",
            "application",
            "Which applications exist and what they ask for.",
            ApplicationObserved.class);
    public static final Topic PROJECTS = state(
            "projects",
            "project, in every partition",
            "Which projects exist and what they allow.",
            ProjectObserved.class);
    public static final Topic SETTINGS = state(
            "settings",
            "ConfigMap, in every partition",
            "What the installation says about all applications.",
            SettingsObserved.class);
    public static final Topic REPOSITORIES = single(
            "repositories",
            "namespace/name of the Secret",
            "Which repositories have credentials, by reference.",
            RepositoryObserved.class);
    public static final Topic CLUSTERS =
            single("clusters", "URL of the API server", "Which clusters exist, by reference.", ClusterObserved.class);
    public static final Topic REVISIONS = state(
            "revisions", "application, source", "Where each source of an application stands.", RevisionResolved.class);
    public static final Topic DESIRED = state(
            "desired",
            "application, object digest or set",
            "What Git says: objects by content, and sets of them.",
            DesiredObject.class,
            DesiredSet.class);
    public static final Topic LIVE = state(
            "live",
            "application, object; cluster or kind, in every partition",
            "What clusters hold of an application, and how complete that is.",
            LiveObject.class,
            ClusterDiscovered.class,
            KindCompleted.class);
    public static final Topic ORPHANS = state(
            "orphans",
            "application, object",
            "What the namespaces of applications hold that belongs to nobody.",
            ObjectOrphaned.class);
    public static final Topic DRIFT =
            state("drift", "application", "Where desired and live differ.", DriftComputed.class);
    public static final Topic OPERATIONS = state(
            "operations", "application, operation, step", "What was done, one record a step.", OperationStep.class);
    public static final Topic TRIALS = state(
            "trials",
            "application, object",
            "What clusters would make of objects, tried without effect.",
            ObjectTried.class);
    public static final Topic HEALTH =
            state("health", "application, object", "The health of each live object.", HealthAssessed.class);
    public static final Topic STATUS =
            state("status", "application", "The status of each application.", StatusChanged.class);
    public static final Topic SYNCS = new Topic(
            "syncs",
            "application",
            List.of(RequestSync.class, RequestTrial.class),
            Partitioning.BY_APPLICATION,
            new Retention.Timed(HISTORY_KEPT),
            "Commands: make live equal to desired, or say what that would give.");
    public static final Topic HISTORY = new Topic(
            "history",
            "application",
            List.of(HistoryRecorded.class),
            Partitioning.BY_APPLICATION,
            new Retention.Timed(HISTORY_KEPT),
            "What happened to each application, for replay.");
    public static final Topic COMMITS = happened("commits", "repository", "Refs that moved.", CommitObserved.class);
    public static final Topic WEBHOOKS =
            happened("webhooks", "repository", "Pushes that Git servers told us of.", WebhookReceived.class);
    public static final Topic AUDIT =
            happened("audit", "application or subject", "Who asked for what.", AuditRecorded.class);
    public static final Topic UNITS = new Topic(
            "units",
            "unit",
            List.of(UnitDeclared.class),
            Partitioning.BY_UNIT,
            new Retention.Compacted(),
            "Shares out work that has no application.");
    public static final Topic SCHEMAS = new Topic(
            "schemas",
            "fingerprint",
            List.of(),
            Partitioning.SINGLE,
            new Retention.Compacted(),
            "The schema of every record, as JSON, by its fingerprint.");

    /** All of them. */
    public static final List<Topic> ALL = List.of(
            APPLICATIONS,
            PROJECTS,
            SETTINGS,
            REPOSITORIES,
            CLUSTERS,
            REVISIONS,
            DESIRED,
            LIVE,
            ORPHANS,
            DRIFT,
            OPERATIONS,
            TRIALS,
            HEALTH,
            STATUS,
            SYNCS,
            HISTORY,
            COMMITS,
            WEBHOOKS,
            AUDIT,
            UNITS,
            SCHEMAS);

    private Topics() {}

    @SafeVarargs
    private static Topic state(String noun, String key, String purpose, Class<? extends SpecificRecord>... values) {
        return new Topic(noun, key, List.of(values), Partitioning.BY_APPLICATION, new Retention.Compacted(), purpose);
    }

    @SafeVarargs
    private static Topic single(String noun, String key, String purpose, Class<? extends SpecificRecord>... values) {
        return new Topic(noun, key, List.of(values), Partitioning.SINGLE, new Retention.Compacted(), purpose);
    }

    @SafeVarargs
    private static Topic happened(String noun, String key, String purpose, Class<? extends SpecificRecord>... values) {
        return new Topic(noun, key, List.of(values), Partitioning.SINGLE, new Retention.Timed(HISTORY_KEPT), purpose);
    }
}
