package io.headwater.bench.micro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applications of objects of many kinds, in the proportion in which a platform's applications have them. */
final class SampleApplication {

    /** How many objects the proportion makes. */
    static final int SMALLEST = 200;

    private static final Map<String, Integer> PROPORTION = proportion();

    private SampleApplication() {}

    private static Map<String, Integer> proportion() {
        var proportion = new LinkedHashMap<String, Integer>();
        proportion.put("Deployment", 40);
        proportion.put("Service", 42);
        proportion.put("ConfigMap", 36);
        proportion.put("Secret", 20);
        proportion.put("ServiceAccount", 20);
        proportion.put("Role", 8);
        proportion.put("RoleBinding", 8);
        proportion.put("HorizontalPodAutoscaler", 8);
        proportion.put("Ingress", 6);
        proportion.put("StatefulSet", 4);
        proportion.put("PodDisruptionBudget", 4);
        proportion.put("CronJob", 2);
        proportion.put("NetworkPolicy", 2);
        return proportion;
    }

    /**
     * The objects of an application with their live ones.
     *
     * @param objects how many; a multiple of {@link #SMALLEST}
     */
    static List<Pair> of(int objects, Change change) {
        if (objects % SMALLEST != 0) {
            throw new IllegalArgumentException(objects + " is no multiple of " + SMALLEST);
        }
        var cluster = new SampleCluster();
        var template = Samples.text("kinds.yaml");
        var pairs = new ArrayList<Pair>();
        var most =
                PROPORTION.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        for (var i = 0; i < most * objects / SMALLEST; i++) {
            var applied = Samples.objects(filled(template, i, "1.4.2", "czNjcmV0LW9uZQ=="));
            var desired = change == Change.VALUE
                    ? Samples.objects(filled(template, i, "1.4.3", "czNjcmV0LXR3bw=="))
                    : applied;
            for (var at = 0; at < applied.size(); at++) {
                if (i < PROPORTION.getOrDefault(applied.get(at).kind(), 0) * objects / SMALLEST) {
                    var was = change == Change.REMOVAL ? Samples.labelled(applied.get(at)) : applied.get(at);
                    var live = cluster.applied(was, Optional.empty());
                    pairs.add(new Pair(desired.get(at), live, Optional.empty()));
                }
            }
        }
        var found = Pair.differencesOf(pairs);
        if (pairs.size() != objects || found != (change == Change.NONE ? 0 : objects)) {
            throw new IllegalStateException("%d objects differ in %d fields".formatted(pairs.size(), found));
        }
        return pairs;
    }

    private static String filled(String template, int number, String version, String secret) {
        return template.replace("NAME", "service-" + number)
                .replace("VERSION", version)
                .replace("SECRET", secret);
    }
}
