package io.headwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

    private static final String DESIRED = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: "nginx:1.27", resources: {limits: {cpu: 0.5}}}]}
            """;

    /** As the API server shows what was applied, and scaled by somebody since. */
    private static final String LIVE = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              namespace: shop
              uid: 3f1b
              resourceVersion: "12"
              annotations: {argocd.argoproj.io/tracking-id: "web:apps/Deployment:shop/web"}
              managedFields:
              - manager: headwater
                operation: Apply
                apiVersion: apps/v1
                time: "2026-01-01T00:00:00Z"
                fieldsType: FieldsV1
                fieldsV1:
                  f:metadata: {f:annotations: {"f:argocd.argoproj.io/tracking-id": {}}}
                  f:spec: {f:selector: {}}
              - manager: kubectl
                operation: Update
                apiVersion: apps/v1
                time: "2026-01-02T00:00:00Z"
                fieldsType: FieldsV1
                fieldsV1: {f:spec: {f:replicas: {}}}
            spec:
              progressDeadlineSeconds: 600
              replicas: %s
              revisionHistoryLimit: 10
              selector: {matchLabels: {app: web}}
              strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%%, maxUnavailable: 25%%}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - name: web
                    image: nginx:1.27
                    imagePullPolicy: IfNotPresent
                    resources: {limits: {cpu: 500m}}
                    terminationMessagePath: /dev/termination-log
                    terminationMessagePolicy: File
                  dnsPolicy: ClusterFirst
                  restartPolicy: Always
                  schedulerName: default-scheduler
                  securityContext: {}
                  terminationGracePeriodSeconds: 30
            status: {replicas: 5}
            """;

    private static final String APPLICATION = """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: web, namespace: argocd}
            spec:
              destination: {namespace: shop}
              ignoreDifferences: %s
            """;

    private final Path directory;

    DiffCommandTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static Invocation diff(Path desired, Path live, String... more) {
        var words = new String[5 + more.length];
        words[0] = "diff";
        words[1] = "--desired";
        words[2] = desired.toString();
        words[3] = "--live";
        words[4] = live.toString();
        System.arraycopy(more, 0, words, 5, more.length);
        return Invocation.of(words);
    }

    @Test
    void findsNothingInWhatWasApplied() throws IOException {
        var diff = diff(file("desired.yaml", DESIRED), file("live.yaml", LIVE.formatted(2)));

        assertThat(diff).isEqualTo(new Invocation(0, "", ""));
    }

    @Test
    void showsTheLinesAndWhoChangedTheField() throws IOException {
        var diff = diff(file("desired.yaml", DESIRED), file("live.yaml", LIVE.formatted(5)));

        assertThat(diff.exitCode()).isEqualTo(1);
        assertThat(diff.out()).isEqualTo("""

                ===== apps/Deployment shop/web ======
                --- live
                +++ desired
                @@ -7,7 +7,7 @@
                   namespace: shop
                 spec:
                   progressDeadlineSeconds: 600
                -  replicas: 5
                +  replicas: 2
                   revisionHistoryLimit: 10
                   selector:
                     matchLabels:
                # spec.replicas: desired 2, live 5, set by kubectl (Update) at 2026-01-02T00:00:00Z: manual edit
                """);
    }

    @Test
    void leavesOutWhatTheApplicationIgnores() throws IOException {
        var application = file(
                "app.yaml", APPLICATION.formatted("[{group: apps, kind: Deployment, jsonPointers: [/spec/replicas]}]"));

        var diff = diff(
                file("desired.yaml", DESIRED), file("live.yaml", LIVE.formatted(5)), "--app", application.toString());

        assertThat(diff).isEqualTo(new Invocation(0, "", ""));
    }

    @Test
    void saysWhichRuleIsMalformedAndGoesOn() throws IOException {
        var application = file(
                "app.yaml", APPLICATION.formatted("[{kind: Deployment, group: apps, jqPathExpressions: ['.spec[']}]"));

        var diff = diff(
                file("desired.yaml", DESIRED), file("live.yaml", LIVE.formatted(5)), "--app", application.toString());

        assertThat(diff.exitCode()).isEqualTo(1);
        assertThat(diff.out()).contains("# spec.replicas: desired 2, live 5");
        assertThat(diff.err()).startsWith("headwater: ").contains(".spec[");
    }

    @Test
    void tellsScriptsWhatIsMissingAndWhatIsExtra() throws IOException {
        var map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, namespace: shop}\n";

        var diff =
                diff(file("desired.yaml", map.formatted("new")), file("live.yaml", map.formatted("old")), "-o", "json");

        assertThat(diff.exitCode()).isEqualTo(1);
        assertThat(diff.out())
                .containsSubsequence("\"name\" : \"new\"", "\"Missing\"", "\"name\" : \"old\"", "\"Extra\"");
    }

    @Test
    void takesOnlyWhatTracksTheApplicationForExtra() throws IOException {
        var other = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other, namespace: shop}\n";

        var diff = diff(
                file("desired.yaml", ""),
                file("live.yaml", other),
                "--app",
                file("app.yaml", APPLICATION.formatted("[]")).toString());

        assertThat(diff.exitCode()).isZero();
    }

    @Test
    void showsNoValueOfASecret() throws IOException {
        var secret =
                "apiVersion: v1\nkind: Secret\nmetadata: {name: login, namespace: shop}\ntype: Opaque\ndata: {a: %s, b: c2FtZQ==}\n";

        var diff = diff(file("desired.yaml", secret.formatted("b25l")), file("live.yaml", secret.formatted("dHdv")));

        assertThat(diff.exitCode()).isEqualTo(1);
        assertThat(diff.out())
                .contains("-  a: ++++++++", "# data.a: desired \"++++++++", "  b: +")
                .doesNotContain("b25l", "dHdv", "c2FtZQ");
    }

    @Test
    void knowsTheSchemaOfADefinitionAmongTheFiles() throws IOException {
        var definition = """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: gadgets.example.com}
                spec:
                  group: example.com
                  scope: Namespaced
                  names: {kind: Gadget, plural: gadgets}
                  versions:
                  - name: v1
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties: {spec: {type: object, properties: {steps: {type: array, items: {type: object, properties: {run: {type: string}, times: {type: integer, default: 3}}}}}}}
                ---
                """;
        var gadget =
                "apiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: g, namespace: shop}\nspec: {steps: [%s]}\n";

        var diff = diff(
                file("desired.yaml", gadget.formatted("{run: a}")),
                file("live.yaml", definition + gadget.formatted("{run: a, times: 3}")),
                "-o",
                "json");

        assertThat(diff.out()).contains("gadgets.example.com").doesNotContain("\"name\" : \"g\"");
    }

    @Test
    void refusesAFileThatHoldsAnObjectTwice() throws IOException {
        var map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\n";

        var diff = diff(file("desired.yaml", map + "---\n" + map), file("live.yaml", map));

        assertThat(diff.exitCode()).isEqualTo(CommandException.REFUSED);
        assertThat(diff.err()).contains("desired.yaml", "ConfigMap", "twice");
    }

    @Test
    void refusesAnApplicationThatIsNone() throws IOException {
        var desired = file("desired.yaml", DESIRED);

        var diff = diff(desired, file("live.yaml", LIVE.formatted(2)), "--app", desired.toString());

        assertThat(diff.exitCode()).isEqualTo(CommandException.REFUSED);
        assertThat(diff.err()).contains("does not hold exactly one Application");
    }

    @Test
    void saysThatTheTwoAreOfDifferentVersions() throws IOException {
        var scaler =
                "apiVersion: autoscaling/%s\nkind: HorizontalPodAutoscaler\nmetadata: {name: a, namespace: shop}\n";

        var diff = diff(file("desired.yaml", scaler.formatted("v1")), file("live.yaml", scaler.formatted("v2")));

        assertThat(diff.err()).contains("HorizontalPodAutoscaler", "v1", "v2");
    }

    @Test
    void showsLongTextsAsOneBlock() throws IOException {
        var map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\ndata:\n  text: |\n%s";
        var lines = IntStream.range(0, 30_000)
                .mapToObj(i -> "    %d\n".formatted(i % 7))
                .collect(Collectors.joining());
        var others = IntStream.range(0, 30_000)
                .mapToObj(i -> "    %d\n".formatted(i % 5))
                .collect(Collectors.joining());

        var diff = diff(file("desired.yaml", map.formatted(lines)), file("live.yaml", map.formatted(others)));

        assertThat(diff.exitCode()).isEqualTo(1);
        assertThat(diff.out().lines().filter(line -> line.startsWith("@@"))).hasSize(1);
    }

    @Test
    void saysWhichFileIsNotThere() throws IOException {
        var diff = diff(file("desired.yaml", DESIRED), directory.resolve("nowhere.yaml"));

        assertThat(diff.exitCode()).isEqualTo(CommandException.MISSING);
        assertThat(diff.err()).contains("nowhere.yaml can't be read");
    }
}
