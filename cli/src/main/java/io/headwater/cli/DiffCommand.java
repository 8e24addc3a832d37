package io.headwater.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.diff.LiveComparison;
import io.headwater.kubernetes.diff.SecretMask;
import io.headwater.kubernetes.ignore.IgnoreRuleReader;
import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.schema.ApiSchemas;
import io.headwater.kubernetes.schema.Draft;
import io.headwater.kubernetes.schema.KindSchema;
import io.headwater.kubernetes.tracking.TrackingId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headwater diff}. */
@Command(
        name = "diff",
        description =
                "Compares live objects with what applying the desired ones would make of them. Exit code 1: they differ.",
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

    private static final GroupKind DEFINITION = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    @Option(
            names = "--desired",
            paramLabel = "F",
            required = true,
            description = "the objects as Git wants them, YAML or JSON")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path desiredFile;

    @Option(
            names = "--live",
            paramLabel = "F",
            required = true,
            description =
                    "the objects as the cluster has them, with managedFields (kubectl get -o yaml --show-managed-fields)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path liveFile;

    @Option(
            names = "--app",
            paramLabel = "FILE",
            description =
                    "an Application: its ignoreDifferences hold, its destination's namespace is meant where an object names none, and only what tracks it is extra")
    private @Nullable Path applicationFile;

    @Mixin
    private OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var application = Optional.ofNullable(applicationFile).map(ManifestFiles::application);
        var live = byKey(liveFile, asStated(ManifestFiles.read(liveFile)));
        var desired = byKey(
                desiredFile,
                placed(
                        ManifestFiles.read(desiredFile),
                        live.keySet(),
                        application.map(DiffCommand::destination).orElse("")));
        var differing = compare(desired, live, application);
        if (output.format().isTable()) {
            differing.forEach(object -> object.print(spec.commandLine().getOut()));
        } else {
            var list = JsonNodeFactory.instance.arrayNode();
            differing.forEach(object -> list.add(object.toJson()));
            output.format().write(spec.commandLine().getOut(), list);
        }
        spec.commandLine().getOut().flush();
        return differing.isEmpty() ? 0 : CommandException.NO;
    }

    private List<ComparedObject> compare(
            Map<ObjectKey, KubernetesObject> desired,
            Map<ObjectKey, KubernetesObject> live,
            Optional<KubernetesObject> application) {
        var definitions = definitions(desired, live);
        var rules = rules(application);
        var keys = new TreeSet<>(desired.keySet());
        keys.addAll(live.keySet());
        var differing = new ArrayList<ComparedObject>();
        for (var key : keys) {
            var wanted = desired.get(key);
            var found = live.get(key);
            if (wanted == null) {
                if (found != null && isExtra(found, application)) {
                    differing.add(new ComparedObject(key, new SecretMask().masked(found.tree()), null, List.of()));
                }
            } else if (found == null) {
                differing.add(new ComparedObject(key, null, new SecretMask().masked(wanted.tree()), List.of()));
            } else {
                compare(key, wanted, found, KindSchema.of(found, definitions), rules)
                        .ifPresent(differing::add);
            }
        }
        return differing;
    }

    private Optional<ComparedObject> compare(
            ObjectKey key, KubernetesObject wanted, KubernetesObject found, KindSchema schema, IgnoreRules rules) {
        var outcome = LiveComparison.STANDARD.compare(
                tracked(wanted, found), found, schema, rules.forObject(key.groupKind(), key.namespace(), key.name()));
        outcome.problems().forEach(problem -> warn(problem.display()));
        if (!wanted.version().equals(found.version())) {
            warn(
                    "%s is desired in version %s of its API and live in %s: only fields of the same name are compared; read it from the cluster in the desired version"
                            .formatted(key.display(), wanted.version(), found.version()));
        }
        if (outcome.differences().isEmpty()) {
            return Optional.empty();
        }
        var mask = new SecretMask();
        return Optional.of(new ComparedObject(
                key,
                mask.masked(outcome.live()),
                mask.masked(outcome.predicted()),
                outcome.differences().stream()
                        .map(difference -> mask.masked(difference, found))
                        .toList()));
    }

    /** What Git says carries no tracking id before it is rendered; that of the live object is none of its business. */
    private static KubernetesObject tracked(KubernetesObject wanted, KubernetesObject found) {
        var id = found.annotation(TrackingId.ANNOTATION);
        if (id.isEmpty() || wanted.annotation(TrackingId.ANNOTATION).isPresent()) {
            return wanted;
        }
        var draft = new Draft(wanted.tree());
        draft.within(
                "metadata",
                metadata -> metadata.within(
                        "annotations", annotations -> annotations.set(TrackingId.ANNOTATION, id.get())));
        return wanted.withTree(draft.tree());
    }

    private IgnoreRules rules(Optional<KubernetesObject> application) {
        var read = IgnoreRuleReader.ofApplication(application
                .map(object -> object.tree().at("/spec/ignoreDifferences"))
                .orElseGet(MissingNode::getInstance));
        read.problems().forEach(problem -> warn(problem.display()));
        return IgnoreRules.of(read.value());
    }

    private void warn(String problem) {
        spec.commandLine().getErr().println("headwater: " + problem);
        spec.commandLine().getErr().flush();
    }

    private static List<ApiSchemas> definitions(
            Map<ObjectKey, KubernetesObject> desired, Map<ObjectKey, KubernetesObject> live) {
        return Stream.of(desired, live)
                .flatMap(objects -> objects.values().stream())
                .filter(object -> object.groupKind().equals(DEFINITION))
                .map(ApiSchemas::ofDefinition)
                .toList();
    }

    private static boolean isExtra(KubernetesObject live, Optional<KubernetesObject> application) {
        if (application.isEmpty()) {
            return true;
        }
        var name = new ApplicationKey(
                application.get().namespace(), application.get().name());
        return live.annotation(TrackingId.ANNOTATION)
                .flatMap(TrackingId::parse)
                .filter(id -> Set.of(name.name(), name.namespace() + "_" + name.name())
                        .contains(id.application()))
                .isPresent();
    }

    private static String destination(KubernetesObject application) {
        return application.tree().at("/spec/destination/namespace").asText("");
    }

    /** An object with the key that it has in the cluster. */
    private record Placed(ObjectKey key, KubernetesObject object) {}

    private static Map<ObjectKey, KubernetesObject> byKey(Path file, List<Placed> objects) {
        var byKey = new LinkedHashMap<ObjectKey, KubernetesObject>();
        for (var placed : objects) {
            if (byKey.put(placed.key(), placed.object()) != null) {
                throw new CommandException(
                        CommandException.REFUSED,
                        "%s holds %s twice: keep one of the two"
                                .formatted(file, placed.key().display()));
            }
        }
        return byKey;
    }

    private static List<Placed> asStated(List<KubernetesObject> objects) {
        return objects.stream().map(object -> new Placed(object.key(), object)).toList();
    }

    /**
     * The desired objects with the keys of live ones. One that names no namespace is meant to be where the Application goes, or else where the only live object of
     * its kind and name is.
     */
    private static List<Placed> placed(List<KubernetesObject> objects, Set<ObjectKey> live, String destination) {
        return objects.stream()
                .map(object -> new Placed(place(object.key(), live, destination), object))
                .toList();
    }

    private static ObjectKey place(ObjectKey key, Set<ObjectKey> live, String destination) {
        var there = new ObjectKey(key.groupKind(), destination, key.name());
        if (!key.namespace().isEmpty() || live.contains(key) || live.contains(there)) {
            return key.namespace().isEmpty() && live.contains(there) ? there : key;
        }
        var alike = live.stream()
                .filter(found -> found.groupKind().equals(key.groupKind())
                        && found.name().equals(key.name()))
                .toList();
        return alike.size() == 1 && destination.isEmpty() ? alike.getFirst() : key;
    }
}
