package io.headwater.testcluster.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.testcluster.ControlPlane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithControlPlane
class PodBehaviourIT {

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: pod, namespace: %s, %s}
            spec: {restartPolicy: %s, containers: [{name: main, image: main}], initContainers: [{name: init, image: init}]}
            """;

    private static final String JOB = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: job, namespace: %s}
            spec:
              backoffLimit: 0
              template:
                metadata: {annotations: {%s}}
                spec: {restartPolicy: Never, containers: [{name: main, image: main}]}
            """;

    private static final String CRASHING =
            "--for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=CrashLoopBackOff";

    @ParameterizedTest
    @ValueSource(strings = {"annotations", "labels"})
    void crashesWhenToldTo(String place, ControlPlane plane, @FreshNamespace String namespace) {
        plane.apply(POD.formatted(namespace, place + ": {headwater.io/pod-behaviour: crash}", "Always"));

        awaitPod(plane, namespace, CRASHING);
    }

    @Test
    void crashesWhenItShallFailButIsAlwaysRestarted(ControlPlane plane, @FreshNamespace String namespace) {
        plane.apply(POD.formatted(namespace, "annotations: {headwater.io/pod-behaviour: fail}", "Always"));

        awaitPod(plane, namespace, CRASHING);
    }

    @Test
    void recoversWhenTheAnnotationIsTakenOff(ControlPlane plane, @FreshNamespace String namespace) {
        plane.apply(POD.formatted(namespace, "annotations: {headwater.io/pod-behaviour: crash}", "Always"));
        awaitPod(plane, namespace, CRASHING);

        plane.kubectl("annotate", "pod/pod", "-n", namespace, "headwater.io/pod-behaviour-");

        awaitPod(plane, namespace, "--for=condition=Ready");
    }

    @Test
    void stopsBeingReadyWhenToldToHang(ControlPlane plane, @FreshNamespace String namespace) {
        plane.apply(POD.formatted(namespace, "labels: {}", "Always"));
        awaitPod(plane, namespace, "--for=condition=Ready");

        plane.kubectl("annotate", "pod/pod", "-n", namespace, "headwater.io/pod-behaviour=hang");

        awaitPod(plane, namespace, "--for=condition=Ready=false");
        assertThat(plane.api()
                        .get("/api/v1/namespaces/" + namespace + "/pods/pod")
                        .at("/status/phase")
                        .asText())
                .isEqualTo("Running");
    }

    @Test
    void failsWhenToldTo(ControlPlane plane, @FreshNamespace String namespace) {
        plane.apply(POD.formatted(namespace, "annotations: {headwater.io/pod-behaviour: fail}", "Never"));

        awaitPod(plane, namespace, "--for=jsonpath={.status.phase}=Failed");
    }

    @Test
    void completesJobs(ControlPlane plane, @FreshNamespace String namespace) {
        plane.apply(JOB.formatted(namespace, ""));

        plane.kubectl("wait", "job/job", "-n", namespace, "--for=condition=Complete", "--timeout=90s");
    }

    @Test
    void failsJobs(ControlPlane plane, @FreshNamespace String namespace) {
        plane.apply(JOB.formatted(namespace, "headwater.io/pod-behaviour: fail"));

        plane.kubectl("wait", "job/job", "-n", namespace, "--for=condition=Failed", "--timeout=90s");
    }

    @Test
    void letsJobsTakeTheirTime(ControlPlane plane, @FreshNamespace String namespace) {
        plane.apply(JOB.formatted(namespace, "headwater.io/run-for: 1s"));

        plane.kubectl("wait", "job/job", "-n", namespace, "--for=jsonpath={.status.ready}=1", "--timeout=90s");
        plane.kubectl("wait", "job/job", "-n", namespace, "--for=condition=Complete", "--timeout=90s");
    }

    private static void awaitPod(ControlPlane plane, String namespace, String condition) {
        plane.kubectl("wait", "pod/pod", "-n", namespace, condition, "--timeout=90s");
    }
}
