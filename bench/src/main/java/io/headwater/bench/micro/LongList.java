package io.headwater.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.schema.ApiSchemas;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Objects whose size is that of one list or map. */
public enum LongList {
    /** A list with one key, {@code env} of a container. */
    VARIABLES {
        @Override
        KubernetesObject of(IntStream elements, IntUnaryOperator revision) {
            var tree = Samples.object("apps/v1", "Deployment", "long");
            var spec = tree.putObject("spec");
            spec.putObject("selector").putObject("matchLabels").put("app", "a");
            var template = spec.putObject("template");
            template.putObject("metadata").putObject("labels").put("app", "a");
            var container = template.putObject("spec").putArray("containers").addObject();
            var variables = container.put("name", "main").put("image", "a:1").putArray("env");
            elements.forEach(at -> variables
                    .addObject()
                    .put("name", "VARIABLE_" + at)
                    .put("value", "a value of some length, revision " + revision.applyAsInt(at)));
            return new KubernetesObject(tree);
        }
    },
    /** A list with two keys, of which one has a default: {@code ports} of a Service. */
    PORTS {
        @Override
        KubernetesObject of(IntStream elements, IntUnaryOperator revision) {
            var tree = Samples.object("v1", "Service", "long");
            var ports = tree.putObject("spec").putArray("ports");
            elements.forEach(at -> ports.addObject()
                    .put("name", "port-" + at)
                    .put("port", 1 + at)
                    .put("targetPort", 20_000 + revision.applyAsInt(at)));
            return new KubernetesObject(tree);
        }
    },
    /** A set: finalizers. */
    FINALIZERS {
        @Override
        KubernetesObject of(IntStream elements, IntUnaryOperator revision) {
            var tree = Samples.object("v1", "ConfigMap", "long");
            var finalizers = ((ObjectNode) tree.path("metadata")).putArray("finalizers");
            elements.forEach(at -> finalizers.add("example.com/finalizer-" + at + "-" + revision.applyAsInt(at)));
            return new KubernetesObject(tree);
        }
    },
    /** A list that counts as a whole: {@code endpoints} of an EndpointSlice. */
    ENDPOINTS {
        @Override
        KubernetesObject of(IntStream elements, IntUnaryOperator revision) {
            var tree = Samples.object("discovery.k8s.io/v1", "EndpointSlice", "long");
            var endpoints = tree.put("addressType", "IPv4").putArray("endpoints");
            elements.forEach(at -> {
                var endpoint = endpoints.addObject();
                endpoint.putArray("addresses").add("10.%d.%d.1".formatted(at / 250, at % 250));
                endpoint.put("zone", "zone-" + revision.applyAsInt(at))
                        .putObject("conditions")
                        .put("ready", true);
            });
            return new KubernetesObject(tree);
        }
    },
    /** A map: {@code data} of a ConfigMap. */
    DATA {
        @Override
        KubernetesObject of(IntStream elements, IntUnaryOperator revision) {
            var tree = Samples.object("v1", "ConfigMap", "long");
            var data = tree.putObject("data");
            elements.forEach(
                    at -> data.put("key-" + at, "a value of some length, revision " + revision.applyAsInt(at)));
            return new KubernetesObject(tree);
        }
    },
    /** A list with a key in a custom resource, each element with a label of its own and a list that counts as a whole. */
    CUSTOM {
        @Override
        KubernetesObject of(IntStream elements, IntUnaryOperator revision) {
            var tree = Samples.object("bench.example.com/v1", "Rule", "long");
            var groups = tree.putObject("spec").putArray("groups");
            elements.forEach(at -> group(groups, at, revision.applyAsInt(at)));
            return new KubernetesObject(tree);
        }
    },
    /** The same where nobody hands over the schema, so that it is made out from the managed fields. */
    CUSTOM_WITHOUT_SCHEMA {
        @Override
        KubernetesObject of(IntStream elements, IntUnaryOperator revision) {
            return CUSTOM.of(elements, revision);
        }
    };

    private static final ApiSchemas DEFINED = ApiSchemas.ofDefinition(
            Samples.objects(Samples.text("definition.yaml")).getFirst());

    /** What happened in Git since the last apply. */
    public enum Change {
        /** Nothing. */
        NONE,
        /** The last element has another value. */
        ONE,
        /** The first element was removed. */
        REMOVAL,
        /** Each element has another value. */
        EACH,
        /** The elements come in the opposite order. */
        ORDER
    }

    /**
     * An object with some elements.
     *
     * @param revision of the value of each element
     */
    abstract KubernetesObject of(IntStream elements, IntUnaryOperator revision);

    /** The object as Git has it and as the cluster does. */
    Pair pair(int elements, Change change) {
        var all = IntStream.range(0, elements);
        var applied = of(all, _ -> 0);
        var desired =
                switch (change) {
                    case NONE -> of(IntStream.range(0, elements), _ -> 0);
                    case ONE -> of(IntStream.range(0, elements), at -> at == elements - 1 ? 1 : 0);
                    case REMOVAL -> of(IntStream.range(1, elements), _ -> 0);
                    case EACH -> of(IntStream.range(0, elements), _ -> 1);
                    case ORDER -> of(IntStream.range(0, elements).map(at -> elements - 1 - at), _ -> 0);
                };
        var live = new SampleCluster().applied(applied, Optional.of(DEFINED));
        var pair = new Pair(desired, live, this == CUSTOM_WITHOUT_SCHEMA ? Optional.empty() : Optional.of(DEFINED));
        pair.requireDifferences(change != Change.NONE && !(change == Change.ORDER && this == DATA));
        return pair;
    }

    private static JsonNode group(ArrayNode groups, int number, int revision) {
        var group = groups.addObject().put("name", "group-" + number).put("interval", "1m");
        group.putObject("labels").put("label-" + number, "value");
        var rule = group.putArray("rules").addObject().put("alert", "Alert" + number);
        rule.put("expr", "sum(rate(requests_total{code=~\"5..\"}[5m])) > " + revision)
                .put("for", "10m");
        return group;
    }
}
