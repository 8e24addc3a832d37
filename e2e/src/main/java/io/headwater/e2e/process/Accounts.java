package io.headwater.e2e.process;

import io.headwater.testcluster.ControlPlane;
import io.headwater.testcluster.Kubeconfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The service accounts that Headwater's processes have on a hub, with the rights that {@code deploy/} gives them and no others.
 *
 * @param hub the control plane
 * @param deployment the folder {@code deploy/base}
 */
record Accounts(ControlPlane hub, Path deployment) {

    private static final String NAMESPACES = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: %s}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: %s}
            """.formatted(Installation.NAMESPACE, Installation.ACCOUNTS);

    static Accounts on(ControlPlane hub, Build build) {
        return new Accounts(hub, build.root().resolve("deploy").resolve("base"));
    }

    /** Creates the namespaces, and the roles with their bindings. */
    void install() {
        var manifests = new ArrayList<String>();
        manifests.add(NAMESPACES);
        ServicesInstallation.SERVICES.forEach(service -> manifests.addAll(rolesOf(service)));
        hub.apply(String.join("\n---\n", manifests));
    }

    /** Installs the definitions of the custom resources, as {@code kubectl apply} does: services wait until they are served. */
    void installDefinitions(Build build) {
        var folder = build.root().resolve("deploy/src/main/resources/io/headwater/deploy/crds");
        try (var files = Files.list(folder)) {
            hub.apply(files.filter(file -> !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .map(Accounts::read)
                    .collect(Collectors.joining("\n---\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Kubeconfig of(String service) {
        return hub.serviceAccountKubeconfig(Installation.ACCOUNTS, service);
    }

    /** An account with the rights of all services together. */
    Kubeconfig ofAllServices(String name) {
        hub.apply(ServicesInstallation.SERVICES.stream()
                .flatMap(service -> rolesOf(service).stream().map(roles -> boundTo(name, service, roles)))
                .collect(Collectors.joining("\n---\n")));
        return of(name);
    }

    /** The name by which the API server knows an account. */
    static String user(String account) {
        return "system:serviceaccount:" + Installation.ACCOUNTS + ":" + account;
    }

    private static String boundTo(String account, String service, String roles) {
        return roles.replace(
                        "{kind: ServiceAccount, name: " + service + ",",
                        "{kind: ServiceAccount, name: " + account + ",")
                .replace("name: headwater-", "name: " + account + "-");
    }

    /** The differ has no rights. */
    private List<String> rolesOf(String service) {
        var file = deployment.resolve(service).resolve("access.yaml");
        return Files.exists(file) ? List.of(read(file)) : List.of();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
