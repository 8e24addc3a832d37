package io.headwater.testcluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How each process of a control plane is called. */
record Commands(ControlPlaneBinaries binaries, RunDirectory files, PortBlock ports, List<String> apiServerArguments) {

    private static final List<String> STAGES = List.of(
            "node-initialize.yaml",
            "pod-ready.yaml",
            "pod-complete.yaml",
            "pod-crash.yaml",
            "pod-hang.yaml",
            "pod-fail.yaml",
            "pod-delete.yaml",
            "claim-bind.yaml");

    static List<String> stages() {
        return STAGES;
    }

    List<String> of(Component component) {
        var arguments =
                switch (component) {
                    case ETCD -> etcd();
                    case API_SERVER -> apiServer();
                    case CONTROLLER_MANAGER -> controllerManager();
                    case SCHEDULER -> scheduler();
                    case KWOK -> kwok();
                };
        var command = new ArrayList<String>();
        command.add(binaries.of(component).toString());
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** Without fsync: data outlives a killed process, not a power cut, which is enough for tests and saves most of the writing. */
    private List<String> etcd() {
        var client = "http://127.0.0.1:" + ports.etcd();
        var peer = "http://127.0.0.1:" + ports.etcdPeer();
        return List.of(
                "--data-dir=" + files.etcdData(),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                "--log-level=warn",
                "--unsafe-no-fsync");
    }

    /**
     * The admission plugin ServiceAccount is off: with it, pods wait for tokens that are of no use without nodes. The audit log is one file, never
     * rotated, so that a mark in it stays good.
     */
    private List<String> apiServer() {
        var credentials = new Credentials(files);
        return Stream.concat(
                        Stream.of(
                                "--etcd-servers=http://127.0.0.1:" + ports.etcd(),
                                "--bind-address=127.0.0.1",
                                "--advertise-address=127.0.0.1",
                                "--secure-port=" + ports.apiServer(),
                                "--cert-dir=" + files.pki(),
                                "--service-account-issuer=https://kubernetes.default.svc",
                                "--service-account-key-file=" + credentials.verificationKey(),
                                "--service-account-signing-key-file=" + credentials.signingKey(),
                                "--token-auth-file=" + credentials.tokens(),
                                "--authorization-mode=RBAC",
                                "--service-cluster-ip-range=10.0.0.0/16",
                                "--allow-privileged",
                                "--disable-admission-plugins=ServiceAccount",
                                "--endpoint-reconciler-type=none",
                                "--audit-policy-file=" + files.auditPolicy(),
                                "--audit-log-path=" + files.auditLog(),
                                "--audit-log-maxsize=0"),
                        apiServerArguments.stream())
                .toList();
    }

    private List<String> controllerManager() {
        return List.of(
                "--kubeconfig=" + files.kubeconfigOf("system:kube-controller-manager"),
                "--service-account-private-key-file=" + new Credentials(files).signingKey(),
                "--leader-elect=false",
                "--secure-port=0");
    }

    private List<String> scheduler() {
        return List.of(
                "--kubeconfig=" + files.kubeconfigOf("system:kube-scheduler"),
                "--leader-elect=false",
                "--bind-address=127.0.0.1",
                "--cert-dir=" + files.path().resolve("scheduler-pki"),
                "--secure-port=" + ports.scheduler());
    }

    /**
     * kwok knows no stages by itself. It renews the node's lease four times per duration; without a lease, the controller manager takes the node for
     * dead 50 s after its last status, and evicts its pods.
     */
    private List<String> kwok() {
        return Stream.concat(
                        Stream.of(
                                "--kubeconfig=" + files.kubeconfigOf("kwok"),
                                "--manage-all-nodes=true",
                                "--node-lease-duration-seconds=40",
                                "--server-address=127.0.0.1:" + ports.kwok()),
                        STAGES.stream()
                                .map(files.stages()::resolve)
                                .map(Path::toString)
                                .map(file -> "--config=" + file))
                .toList();
    }
}
