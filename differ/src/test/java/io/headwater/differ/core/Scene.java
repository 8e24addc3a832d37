package io.headwater.differ.core;

import io.headwater.differ.core.ClusterView.Discovery;
import io.headwater.differ.core.ClusterView.KindState;
import io.headwater.differ.core.ClusterView.ServedKind;
import io.headwater.differ.core.Step.Accepted;
import io.headwater.differ.core.Step.Finished;
import io.headwater.differ.core.Step.ObjectStepped;
import io.headwater.differ.core.Step.Outcome;
import io.headwater.differ.core.SyncRequest.Origin;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.IgnoreRuleReader;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.ignore.Reading;
import io.headwater.kubernetes.project.Project;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One application and its cluster, as a test needs them: by default delivered to the namespace {@code shop}, and all known completely. */
final class Scene implements Comparisons.Trees {

    static final ApplicationKey KEY = new ApplicationKey("argocd", "web");
    static final String SERVER = "https://cluster";
    static final String SPEC = "spec-1";
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    static final GroupKind WIDGET = new GroupKind("example.com", "Widget");
    static final GroupKind DEFINITION = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    final ApplicationView view = new ApplicationView();
    final ClusterView cluster = new ClusterView(SERVER);
    private final Map<String, KubernetesObject> desired = new HashMap<>();
    private final Map<ObjectKey, KubernetesObject> live = new HashMap<>();
    private final Map<GroupKind, ServedKind> served = new HashMap<>(
            Map.of(CONFIG_MAP, new ServedKind("v1", true, true), DEFINITION, new ServedKind("v1", false, true)));
    private final Comparisons comparisons;
    private Reading<IgnoreRules> ignored = new Reading<>(IgnoreRules.NONE, List.of());
    private Map<ObjectKey, AppliedForm> appliedForms = Map.of();
    private AdmissionOptions admission = AdmissionOptions.NONE;
    private final Map<ObjectKey, KubernetesObject> tried = new HashMap<>();
    private Settings settings = Settings.of(Map.of());
    ProjectView project = new ProjectView.Known(Project.of("default", Manifests.tree("{}")));
    private long position;
    int compared;

    Scene(String syncPolicy) {
        comparisons = new Comparisons(this, (one, other, _, ignored) -> {
            compared++;
            return Manifests.compare(one, other, ignored);
        });
        observe(syncPolicy);
        discover();
        served.keySet().forEach(kind -> cluster.listed(kind, new KindState("1", Optional.empty())));
    }

    static Scene manual() {
        return new Scene("{}");
    }

    static Scene automated() {
        return new Scene("{\"automated\": {}}");
    }

    static ObjectKey configMapKey(String name) {
        return new ObjectKey(CONFIG_MAP, "shop", name);
    }

    /** The application now ignores these differences. */
    Scene ignoring(String rules) {
        ignored = IgnoreRuleReader.ofApplication(
                        Manifests.tree("{\"rules\": " + rules + "}").path("rules"))
                .map(IgnoreRules::of);
        observe("{}");
        return this;
    }

    /** The application has these compare options from now on. */
    Scene comparing(String syncPolicy, String... options) {
        admission = AdmissionOptions.of(List.of(options));
        observe(syncPolicy);
        return this;
    }

    /** The installation now says this about all applications. */
    Scene settings(Settings known) {
        settings = known;
        return this;
    }

    /** The project of the application now has these sync windows. */
    Scene windows(String windows) {
        project = new ProjectView.Known(Project.of("default", Manifests.tree("{\"syncWindows\": " + windows + "}")));
        return this;
    }

    void observe(String syncPolicy) {
        observe(syncPolicy, SPEC, false, Optional.empty());
    }

    void observe(String syncPolicy, String specDigest, boolean deleting, Optional<Attempt> lastAttempt) {
        view.observe(new Application(
                KEY,
                "uid-1",
                specDigest,
                "default",
                SERVER,
                Set.of("prod"),
                "shop",
                SyncPolicy.of(Manifests.specWith(syncPolicy)),
                admission,
                ignored,
                List.of(),
                deleting,
                lastAttempt));
    }

    /** Git now has these objects; the digest of the set is its name. */
    Scene git(String setDigest, KubernetesObject... objects) {
        var set = set(setDigest, objects);
        for (var object : objects) {
            desired.put(Manifests.digest(object), object);
            view.hold(DesiredObject.of(Manifests.digest(object), object));
        }
        view.desire(new DesiredState(SPEC, Optional.of(set), Optional.empty()));
        return this;
    }

    static RenderedSet set(String setDigest, KubernetesObject... objects) {
        return new RenderedSet(
                setDigest,
                SPEC,
                List.of(new SourceRevision(0, "https://git/repo", "main", "commit-of-" + setDigest)),
                Arrays.stream(objects).map(Manifests::digest).toList());
    }

    /** The cluster now holds this object, of the application's own. */
    Scene holds(KubernetesObject object, long resourceVersion) {
        return holds(object, resourceVersion, true);
    }

    Scene holds(KubernetesObject object, long resourceVersion, boolean tracked) {
        var inCluster = Manifests.live(object, "uid-of-" + object.name(), resourceVersion);
        live.put(inCluster.key(), inCluster);
        view.observe(LiveObject.of(inCluster.key(), SERVER, tracked, inCluster));
        return this;
    }

    Scene lost(ObjectKey key, String resourceVersion) {
        live.remove(key);
        view.vanish(key, resourceVersion);
        return this;
    }

    void serve(GroupKind kind, ServedKind as) {
        served.put(kind, as);
        discover();
    }

    void discover(String... staleGroups) {
        cluster.discovered(new Discovery(served, Set.of(staleGroups), Optional.empty()));
    }

    /** An operation was accepted. */
    Scene accepted(SyncRequest request) {
        view.operations().put(request.operationId(), 0, position++, new Accepted(request));
        return this;
    }

    Scene stepped(String operationId, int sequence, ObjectKey object, Outcome outcome, String resourceVersion) {
        var step = new ObjectStepped(object, outcome, resourceVersion, "uid-of-" + object.name());
        view.operations().put(operationId, sequence, position++, step);
        return this;
    }

    Scene finished(String operationId, boolean succeeded, String setDigest) {
        var step = new Finished(succeeded, false, setDigest, succeeded ? "done" : "one object failed");
        view.operations().put(operationId, 999, position++, step);
        return this;
    }

    Scene superseded(String operationId) {
        view.operations().put(operationId, 999, position++, new Finished(false, true, "", "superseded"));
        return this;
    }

    static SyncRequest request(String operationId, String setDigest, int attempt) {
        return request(operationId, Origin.AUTOMATED, setDigest, attempt);
    }

    static SyncRequest request(String operationId, Origin origin, String setDigest, int attempt) {
        return new SyncRequest(
                operationId, origin, SPEC, Optional.of(setDigest), true, false, List.of(), attempt, NOON);
    }

    /** An operation for this set has run from its acceptance to its end. */
    Scene ran(String operationId, String setDigest, boolean succeeded) {
        return accepted(request(operationId, setDigest, 0)).finished(operationId, succeeded, setDigest);
    }

    Assessment assess() {
        var assessment = DriftAssessor.assess(
                view.application().orElseThrow(), view, cluster, settings, comparisons, appliedForms);
        appliedForms = assessment.accepted();
        return assessment;
    }

    Difference difference(ObjectKey key) {
        return assess().objects().stream()
                .filter(object -> object.key().equals(key))
                .findFirst()
                .orElseThrow()
                .difference();
    }

    List<String> reasonCodes() {
        return assess().reasons().stream().map(Reason::code).toList();
    }

    /** The cluster says what it would make of the object that it was asked about. */
    Scene answered(TrialQuestion question, KubernetesObject made) {
        tried.put(question.object(), made);
        return answered(new Trial(question.form(), false, Optional.empty()), question);
    }

    /** The cluster says that it would leave the object that it was asked about. */
    Scene answeredUnchanged(TrialQuestion question) {
        return answered(new Trial(question.form(), true, Optional.empty()), question);
    }

    Scene answeredRefused(TrialQuestion question, String message) {
        return answered(new Trial(question.form(), false, Optional.of(message)), question);
    }

    private Scene answered(Trial trial, TrialQuestion question) {
        view.learn(question.object(), List.of(trial));
        return this;
    }

    /** The one question that is open. */
    TrialQuestion question() {
        var questions = assess().questions();
        if (questions.size() != 1) {
            throw new AssertionError("not one question: " + questions);
        }
        return questions.getFirst();
    }

    @Override
    public Optional<KubernetesObject> tried(ObjectKey key, AppliedForm form) {
        return Optional.ofNullable(tried.get(key));
    }

    @Override
    public Optional<KubernetesObject> desired(String digest) {
        return Optional.ofNullable(desired.get(digest));
    }

    @Override
    public Optional<KubernetesObject> live(ObjectKey key) {
        return Optional.ofNullable(live.get(key));
    }
}
