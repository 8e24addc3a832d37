package io.headwater.applier.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.applier.core.ClusterFacts.KindFacts;
import io.headwater.applier.core.DryRun;
import io.headwater.applier.core.Effect;
import io.headwater.applier.core.KindsFound;
import io.headwater.applier.core.NamespaceLookup;
import io.headwater.applier.core.Precondition;
import io.headwater.applier.core.Task;
import io.headwater.applier.core.Trial;
import io.headwater.applier.core.WriteResult;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.client.ClusterConnection;
import io.headwater.kubernetes.client.DeleteOptions;
import io.headwater.kubernetes.client.DeleteOptions.Propagation;
import io.headwater.kubernetes.client.KindLookup;
import io.headwater.kubernetes.client.KubernetesException;
import io.headwater.kubernetes.client.KubernetesException.Code;
import io.headwater.kubernetes.client.ResourcePath;
import io.headwater.kubernetes.client.ResourceType;
import io.headwater.kubernetes.client.WriteOptions;
import io.headwater.kubernetes.client.WriteOptions.FieldValidation;
import io.headwater.kubernetes.ignore.IgnoreProblem;
import io.headwater.kubernetes.sync.ObjectSyncOptions.Deletion;
import io.headwater.kubernetes.sync.SyncOptions;
import io.headwater.kubernetes.tracking.Tracking;
import io.headwater.runtime.sealing.SealedObjects;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Changes the objects of one cluster, and asks it things. Its methods block and may be called on any thread. */
public final class ClusterWrites {

    private static final ResourceType NAMESPACES = new ResourceType("", "v1", "namespaces", "Namespace", false);
    private static final String APPLIED = "serverside-applied";
    private static final int MOST_CONFLICTS = 5;

    /** The revision of an empty etcd, at which no object can be. */
    private static final String VERSION_OF_NOTHING = "1";

    private final ClusterConnection connection;
    private final Terms terms;

    /**
     * How writes are done.
     *
     * @param fieldManager in whose name fields are owned
     * @param timeout after which a write that has begun has ended
     */
    public record Terms(String fieldManager, Duration timeout, SealedObjects seals, Tracking tracking) {}

    public ClusterWrites(ClusterConnection connection, Terms terms) {
        this.connection = connection;
        this.terms = terms;
    }

    /** Has the API server do everything but storing it. */
    public WriteResult tryOut(Task.Apply task) {
        try {
            var wanted = wanted(task, task.left().isEmpty() ? Optional.empty() : connection.find(path(task)));
            return applied(
                    task,
                    wanted.verb(),
                    connection.apply(
                            path(task),
                            relyingOn(new Precondition.Unread(), wanted.tree()),
                            applyOptions(task).dryRun(true)));
        } catch (KubernetesException e) {
            return Refusals.resultOf(e);
        }
    }

    /**
     * What applying to the object as it was seen would give.
     *
     * @return empty where it is another by now, or nothing was said
     */
    public Optional<Trial.Answer> predict(DryRun dryRun) {
        var task = dryRun.task();
        try {
            var tree = relyingOn(
                    dryRun.question().seen(), terms.seals().open(task.object()).tree());
            var made = connection.apply(path(task), tree, applyOptions(task).dryRun(true));
            return Optional.of(new Trial.Answer.Made(terms.seals().seal(made)));
        } catch (KubernetesException e) {
            return Refusals.resultOf(e) instanceof WriteResult.Refused(var _, var message)
                    ? Optional.of(new Trial.Answer.Refused(message))
                    : Optional.empty();
        }
    }

    /** Carries out a task; whatever it was that stood in the way is in the result. */
    public WriteResult write(ApplicationKey application, Effect.Write effect) {
        try {
            return switch (effect.task()) {
                case Task.Apply apply -> apply(application, apply, effect.precondition(), effect.options());
                case Task.Prune prune -> prune(application, prune, effect.options());
                case Task.CreateNamespace creation -> createNamespace(creation);
            };
        } catch (KubernetesException e) {
            return Refusals.resultOf(e);
        } catch (LeaseOverException e) {
            return new WriteResult.LeaseOver();
        }
    }

    public NamespaceLookup findNamespace(String name) {
        try {
            return connection.find(NAMESPACES.object("", name)).isPresent()
                    ? new NamespaceLookup.Present()
                    : new NamespaceLookup.Missing();
        } catch (KubernetesException e) {
            // Who may not look may still be allowed to use it.
            return e.is(Code.FORBIDDEN)
                    ? new NamespaceLookup.Present()
                    : new NamespaceLookup.Unknown(Refusals.message(e));
        }
    }

    public KindsFound discover(Set<GroupKind> wanted) {
        try {
            var served = new HashMap<GroupKind, KindFacts>();
            var absent = new HashSet<GroupKind>();
            var unknown = new HashSet<GroupKind>();
            var all = connection.discover();
            for (var kind : wanted) {
                switch (all.lookup(kind)) {
                    case KindLookup.Served(var found) ->
                        served.put(
                                kind,
                                new KindFacts(
                                        found.preferred().type().plural(),
                                        found.namespaced(),
                                        found.preferred().isWatchable()));
                    case KindLookup.Absent() -> absent.add(kind);
                    case KindLookup.Unknown _ -> unknown.add(kind);
                }
            }
            return new KindsFound.Answer(served, absent, unknown);
        } catch (KubernetesException e) {
            return new KindsFound.Silence(Refusals.message(e));
        }
    }

    /**
     * Server-side apply to the object as it is known or was just read, and to no other: what has changed in between is read, and applied to anew. It may
     * be repeated without harm, so that neither a lost answer nor a kill does any. An object of which fields are left to the cluster is always read first, as
     * it has to be the one whose values they keep.
     */
    private WriteResult apply(ApplicationKey application, Task.Apply task, Precondition known, SyncOptions options) {
        var path = path(task);
        var relied = task.left().isEmpty() ? known : new Precondition.Unread();
        var wanted = wanted(task, Optional.empty());
        for (var conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
            if (relied instanceof Precondition.Unread) {
                var found = connection.find(path);
                var owner = found.flatMap(terms.tracking()::ownerOf).filter(other -> !other.equals(application));
                if (options.failOnSharedResource() && owner.isPresent()) {
                    return new WriteResult.Refused(
                            WriteResult.Cause.OTHER,
                            "is tracked by the Application " + owner.get()
                                    + " by now and FailOnSharedResource is set: remove it from one of the two");
                }
                relied = found.map(object -> Precondition.seen(object.uid(), object.resourceVersion()))
                        .orElseGet(Precondition.Absent::new);
                wanted = wanted(task, found);
            }
            try {
                return applied(
                        task,
                        wanted.verb(),
                        connection.apply(path, relyingOn(relied, wanted.tree()), applyOptions(task)));
            } catch (KubernetesException e) {
                if (!e.is(Code.CONFLICT)) {
                    throw e;
                }
                relied = new Precondition.Unread();
            }
        }
        return new WriteResult.Unavailable(path + " keeps changing while it is to be applied", Optional.empty());
    }

    /** What is applied, and in which words. */
    private record Wanted(ObjectNode tree, String verb) {}

    /**
     * The object as it is applied: with the values of what is left to the cluster, if it holds the object.
     *
     * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#respect-ignore-difference-configs">Argo CD: RespectIgnoreDifferences</a>
     */
    private Wanted wanted(Task.Apply task, Optional<KubernetesObject> live) {
        var opened = terms.seals().open(task.object()).tree();
        if (live.isEmpty()) {
            return new Wanted(opened, APPLIED);
        }
        var merged = task.left().withLiveValues(opened, live.get().tree());
        var costly = merged.problems().stream()
                .filter(problem -> problem.kind() == IgnoreProblem.Kind.LIMIT_EXCEEDED)
                .map(IgnoreProblem::display)
                .collect(Collectors.joining("; "));
        return new Wanted(
                merged.tree(), costly.isEmpty() ? APPLIED : APPLIED + ", ignoring no difference by " + costly);
    }

    private WriteOptions applyOptions(Task.Apply task) {
        return WriteOptions.as(terms.fieldManager())
                .forced(true)
                .validated(task.validated() ? FieldValidation.STRICT : FieldValidation.IGNORE)
                .within(terms.timeout());
    }

    /**
     * What is sent. A server-side apply with a resourceVersion is refused with 409 if the object is at another one, and with a uid also if there is no
     * object; it creates whatever resourceVersion it names (tried on 1.36; {@code registry/generic/registry.Store.Update}).
     */
    private static ObjectNode relyingOn(Precondition precondition, ObjectNode wanted) {
        var tree = wanted.deepCopy();
        var metadata = tree.withObject("metadata");
        metadata.remove(List.of("uid", "resourceVersion"));
        switch (precondition) {
            case Precondition.Absent() -> metadata.put("resourceVersion", VERSION_OF_NOTHING);
            case Precondition.Unchanged(var uid, var version) ->
                metadata.put("uid", uid).put("resourceVersion", version);
            case Precondition.Unread() -> {}
        }
        return tree;
    }

    private WriteResult createNamespace(Task.CreateNamespace task) {
        var name = task.key().name();
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", "v1").put("kind", "Namespace");
        tree.putObject("metadata").put("name", name);
        var options = WriteOptions.as(terms.fieldManager()).within(terms.timeout());
        try {
            return applied(task, "created", connection.create(NAMESPACES.all(), tree, options));
        } catch (KubernetesException e) {
            if (e.is(Code.ALREADY_EXISTS)) {
                return new WriteResult.Applied("namespace/" + name + " was there already", "", 0, "");
            }
            throw e;
        }
    }

    /**
     * Deletes the object as it was just read, and nothing else. What has changed in between is read and judged anew.
     *
     * @return {@code Left} if by now it is not the application's, or may not be pruned
     */
    private WriteResult prune(ApplicationKey application, Task.Prune task, SyncOptions options) {
        var path = path(task);
        for (var conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
            var found = connection.find(path);
            if (found.isEmpty()) {
                return new WriteResult.Pruned("pruned (it was gone already)", "");
            }
            var object = found.get();
            if (object.isTerminating()) {
                return new WriteResult.Pruned("pruned (it was being deleted already)", object.uid());
            }
            var reason = reasonToKeep(application, object, options);
            if (reason.isPresent()) {
                return new WriteResult.Left(reason.get(), object.resourceVersion());
            }
            try {
                connection.delete(
                        path,
                        DeleteOptions.exactly(object, propagation(options)).within(terms.timeout()));
                return new WriteResult.Pruned("pruned", object.uid());
            } catch (KubernetesException e) {
                if (!e.is(Code.CONFLICT) && !e.is(Code.NOT_FOUND)) {
                    throw e;
                }
            }
        }
        return new WriteResult.Unavailable(path + " keeps changing while it is to be deleted", Optional.empty());
    }

    private Optional<String> reasonToKeep(ApplicationKey application, KubernetesObject object, SyncOptions options) {
        var owner = terms.tracking().ownerOf(object);
        if (!owner.equals(Optional.of(application)) || terms.tracking().isCopy(object)) {
            return Optional.of(owner.map(other -> "ignored (it is tracked by the Application " + other + " now)")
                    .orElse("ignored (it carries the tracking id no more)"));
        }
        return options.forObject(object).prune() == Deletion.ALLOWED
                ? Optional.empty()
                : Optional.of("ignored (no prune)");
    }

    private static Propagation propagation(SyncOptions options) {
        return switch (options.propagation()) {
            case FOREGROUND -> Propagation.FOREGROUND;
            case BACKGROUND -> Propagation.BACKGROUND;
            case ORPHAN -> Propagation.ORPHAN;
        };
    }

    private static ResourcePath path(Task task) {
        var key = task.key();
        var kind = task.kind();
        return new ResourceType(key.group(), task.version(), kind.plural(), key.kind(), kind.namespaced())
                .object(key.namespace(), key.name());
    }

    /** In kubectl's words: {@code deployment.apps/web serverside-applied}. */
    private static WriteResult applied(Task task, String verb, KubernetesObject answer) {
        var key = task.key();
        var kind = key.kind().toLowerCase(Locale.ROOT) + (key.group().isEmpty() ? "" : "." + key.group());
        return new WriteResult.Applied(
                kind + "/" + key.name() + " " + verb, answer.resourceVersion(), answer.generation(), answer.uid());
    }
}
