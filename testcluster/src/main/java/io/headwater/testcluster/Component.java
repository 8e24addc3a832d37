package io.headwater.testcluster;

/** The processes that make up a control plane, in the order in which they start. */
public enum Component {
    ETCD("etcd"),
    API_SERVER("kube-apiserver"),
    CONTROLLER_MANAGER("kube-controller-manager"),
    SCHEDULER("kube-scheduler"),
    /** Stands for the nodes: makes pods run, crash, hang, fail and complete. */
    KWOK("kwok");

    private final String binary;

    Component(String binary) {
        this.binary = binary;
    }

    /** The name of the executable, and of its log and pid file. */
    public String binary() {
        return binary;
    }
}
