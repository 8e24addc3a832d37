package io.headwater.bench.micro;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.schema.ApiSchemas;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Objects of about 1 MB, the most that a cluster stores. */
public enum LargeObject {
    /** Eight long texts. */
    CONFIG_MAP {
        @Override
        KubernetesObject of(int revision) {
            var tree = Samples.object("v1", "ConfigMap", "large");
            var data = tree.putObject("data");
            for (var i = 0; i < TEXTS; i++) {
                data.put("text-" + i, text(LONG_TEXT, i == 0 ? revision : 0));
            }
            return new KubernetesObject(tree);
        }
    },
    /** Eight long texts in base64. */
    SECRET {
        @Override
        KubernetesObject of(int revision) {
            var tree = Samples.object("v1", "Secret", "large");
            var data = tree.putObject("data");
            for (var i = 0; i < TEXTS; i++) {
                var bytes = text(LONG_TEXT * 3 / 4, i == 0 ? revision : 0).getBytes(StandardCharsets.UTF_8);
                data.put("text-" + i, Base64.getEncoder().encodeToString(bytes));
            }
            return new KubernetesObject(tree);
        }
    },
    /** A custom resource of 40 groups with 70 rules each. */
    CUSTOM_RESOURCE {
        @Override
        KubernetesObject of(int revision) {
            var tree = Samples.object("bench.example.com/v1", "Rule", "large");
            var groups = tree.putObject("spec").putArray("groups");
            for (var i = 0; i < GROUPS; i++) {
                var rules = groups.addObject()
                        .put("name", "group-" + i)
                        .put("interval", "1m")
                        .putArray("rules");
                for (var j = 0; j < RULES; j++) {
                    var rule = rules.addObject().put("alert", "Alert" + i + "-" + j);
                    rule.put("expr", text(160, i + j == 0 ? revision : 0)).put("for", "10m");
                    rule.putObject("annotations").put("summary", "Too much").put("description", text(120, 0));
                }
            }
            return new KubernetesObject(tree);
        }
    },
    /** The same where nobody hands over the schema, so that it is made out from the managed fields. */
    CUSTOM_RESOURCE_WITHOUT_SCHEMA {
        @Override
        KubernetesObject of(int revision) {
            return CUSTOM_RESOURCE.of(revision);
        }
    };

    private static final int TEXTS = 8;
    private static final int LONG_TEXT = 128 << 10;
    private static final int GROUPS = 40;
    private static final int RULES = 70;
    private static final ApiSchemas DEFINED = ApiSchemas.ofDefinition(
            Samples.objects(Samples.text("definition.yaml")).getFirst());

    /** The object; one value is another in another revision. */
    abstract KubernetesObject of(int revision);

    /** The object as Git has it and as the cluster does. */
    Pair pair(Change change) {
        var applied = change == Change.REMOVAL ? Samples.labelled(of(0)) : of(0);
        var live = new SampleCluster().applied(applied, Optional.of(DEFINED));
        var schemas = this == CUSTOM_RESOURCE_WITHOUT_SCHEMA ? Optional.<ApiSchemas>empty() : Optional.of(DEFINED);
        var pair = new Pair(of(change == Change.VALUE ? 1 : 0), live, schemas);
        pair.requireDifferences(change != Change.NONE);
        return pair;
    }

    /** A text that ends with its revision, so that two are compared to the end. */
    private static String text(int length, int revision) {
        return "A text as long. ".repeat(length / 16) + revision;
    }
}
