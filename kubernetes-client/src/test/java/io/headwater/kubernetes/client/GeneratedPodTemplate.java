package io.headwater.kubernetes.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** PodTemplates with some of what can be said of them: every way of merging is among it. */
final class GeneratedPodTemplate {

    private static final String[] NAMES = {"a", "b", "c", "d"};

    private final Random random;

    private GeneratedPodTemplate(Random random) {
        this.random = random;
    }

    /** @param complete whether it could be created as it is, and does not just add to another */
    static ObjectNode of(Random random, boolean complete) {
        var template = Json.object();
        template.put("apiVersion", "v1").put("kind", "PodTemplate");
        template.putObject("metadata").put("name", "web");
        new GeneratedPodTemplate(random).fill(template, complete);
        return template;
    }

    private void fill(ObjectNode object, boolean complete) {
        if (random.nextBoolean()) {
            map(object.withObject("metadata").putObject("labels"));
        }
        if (random.nextInt(3) == 0) {
            map(object.withObject("metadata").putObject("annotations"));
        }
        if (random.nextInt(3) == 0) {
            names().forEach(name ->
                    object.withObject("metadata").withArray("finalizers").add("example.com/" + name));
        }
        if (complete || random.nextInt(4) > 0) {
            pod(object.putObject("template"), complete);
        }
    }

    private void pod(ObjectNode template, boolean complete) {
        if (random.nextBoolean()) {
            map(template.putObject("metadata").putObject("labels"));
        }
        var spec = template.putObject("spec");
        elements(spec, "containers", complete, (container, name) -> container(container, name, complete));
        elements(spec, "volumes", false, (volume, name) -> {
            volume.put("name", name);
            volume.putObject("configMap").put("name", "config-" + random.nextInt(3));
        });
        elements(spec, "imagePullSecrets", false, (secret, name) -> secret.put("name", name));
        elements(spec, "tolerations", false, (toleration, name) -> toleration
                .put("key", name)
                .put("operator", "Exists"));
        elements(spec, "hostAliases", false, (alias, name) -> alias.put("ip", "10.0.0." + (name.charAt(0) - 'a'))
                .putArray("hostnames")
                .add("h" + random.nextInt(3)));
        if (random.nextInt(3) == 0) {
            map(spec.putObject("nodeSelector"));
        }
        if (random.nextInt(3) == 0) {
            spec.putObject("securityContext")
                    .put("runAsUser", random.nextInt(3))
                    .putArray("supplementalGroups")
                    .add(random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
            spec.put("terminationGracePeriodSeconds", random.nextInt(3));
        }
    }

    private void container(ObjectNode container, String name, boolean complete) {
        container.put("name", name);
        if (complete || random.nextBoolean()) {
            container.put("image", "registry.example/" + name + ":" + random.nextInt(3));
        }
        elements(container, "env", false, (variable, of) -> variable.put("name", of)
                .put("value", "v" + random.nextInt(3)));
        elements(container, "ports", false, (port, of) -> {
            port.put("containerPort", 80 + of.charAt(0));
            if (random.nextInt(3) == 0) {
                port.put("protocol", random.nextBoolean() ? "TCP" : "UDP");
            }
            if (random.nextBoolean()) {
                port.put("name", of + random.nextInt(3));
            }
        });
        if (random.nextInt(3) == 0) {
            names().forEach(container.putArray("args")::add);
        }
        if (random.nextInt(3) == 0) {
            container.putObject("resources").putObject("limits").put("cpu", random.nextInt(1, 4) + "00m");
        }
    }

    /** A list of some elements, each of another name, in any order. */
    private void elements(ObjectNode holder, String field, boolean required, BiConsumer<ObjectNode, String> fill) {
        if (!required && random.nextInt(3) > 0) {
            return;
        }
        ArrayNode list = holder.putArray(field);
        names().forEach(name -> fill.accept(list.addObject(), name));
    }

    private void map(ObjectNode map) {
        names().forEach(name -> map.put(name, "v" + random.nextInt(3)));
    }

    /** One to three names. */
    private TreeSet<String> names() {
        var names = random.nextBoolean() ? new TreeSet<String>() : new TreeSet<String>(Comparator.reverseOrder());
        var count = random.nextInt(1, 4);
        while (names.size() < count) {
            names.add(NAMES[random.nextInt(NAMES.length)]);
        }
        return names;
    }
}
