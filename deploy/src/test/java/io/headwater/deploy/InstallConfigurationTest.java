package io.headwater.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.gateway.GatewayConfig;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.runtime.RuntimeConfig;
import io.headwater.runtime.config.Configuration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the installation configures the services with, read as they read it. */
class InstallConfigurationTest {

    private static final Installation INSTALLATION = Installation.fromInstallYaml();
    static final List<String> SERVICES = Installation.SERVICES;

    @ParameterizedTest
    @FieldSource("SERVICES")
    void isCompleteAndUnderstood(String service) {
        var configuration = Configuration.load(environmentOf(service));

        var runtime = RuntimeConfig.from(configuration);
        assertThat(configuration.integer("http.port", 0, 0, 65_535)).isEqualTo(portOf(service, "health"));
        if (service.equals("gateway")) {
            assertThat(GatewayConfig.from(configuration).port()).isEqualTo(portOf(service, "http"));
        }
        configuration.check();

        assertThat(configuration.unused()).isEmpty();
        assertThat(runtime.namespace()).isEqualTo("argocd");
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void namesFilesThatAreMountedFromSecretsThatTheReadmeCreates(String service) {
        var pod = podOf(service);
        var mounted = new TreeMap<String, String>();
        pod.at("/containers/0/volumeMounts")
                .forEach(mount -> mounted.put(
                        mount.path("mountPath").asText(), mount.path("name").asText()));
        environmentOf(service).forEach((name, value) -> {
            if (name.endsWith("_FILE")) {
                var slash = value.lastIndexOf('/');
                var secret = secretMountedAs(pod, mounted, value.substring(0, slash));
                assertThat(Readme.kubectlCommands()).as(name).anySatisfy(command -> assertThat(command)
                        .contains(secret, "--from-file=" + value.substring(slash + 1)));
            }
        });
    }

    private static String secretMountedAs(JsonNode pod, Map<String, String> mounted, String folder) {
        return StreamSupport.stream(pod.path("volumes").spliterator(), false)
                .filter(volume -> volume.path("name").asText().equals(mounted.get(folder)))
                .map(volume -> volume.at("/secret/secretName").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is mounted at " + folder));
    }

    private static Map<String, String> environmentOf(String service) {
        var environment = new TreeMap<String, String>();
        INSTALLATION.ofKind("ConfigMap").forEach(map -> map.tree()
                .path("data")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asText())));
        podOf(service)
                .at("/containers/0/env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return environment;
    }

    private static int portOf(String service, String name) {
        return StreamSupport.stream(podOf(service).at("/containers/0/ports").spliterator(), false)
                .filter(port -> port.path("name").asText().equals(name))
                .mapToInt(port -> port.path("containerPort").asInt())
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode podOf(String service) {
        return INSTALLATION
                .ofKind("Deployment")
                .filter(deployment -> deployment.name().equals(service))
                .map(KubernetesObject::tree)
                .findFirst()
                .orElseThrow()
                .at("/spec/template/spec");
    }
}
