package io.headwater.healthchecker.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headwater.kubernetes.KubernetesObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule for rule what Argo CD's users know. Each row: what the object is, its body, its health. */
class HealthRulesTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        a rolled out Deployment | apps/v1 | Deployment | {metadata:{generation:2},spec:{replicas:2},status:{observedGeneration:2,replicas:2,updatedReplicas:2,availableReplicas:2}} | HEALTHY
        a paused Deployment | apps/v1 | Deployment | {spec:{paused:true}} | SUSPENDED
        a Deployment whose change was not observed | apps/v1 | Deployment | {metadata:{generation:3},spec:{replicas:1},status:{observedGeneration:2,replicas:1,updatedReplicas:1,availableReplicas:1}} | PROGRESSING
        a Deployment past its deadline | apps/v1 | Deployment | {spec:{replicas:1},status:{conditions:[{type:'Progressing',reason:'ProgressDeadlineExceeded'}]}} | DEGRADED
        a Deployment with old replicas | apps/v1 | Deployment | {spec:{replicas:2},status:{replicas:3,updatedReplicas:2,availableReplicas:2}} | PROGRESSING
        a Deployment not available yet | apps/v1 | Deployment | {spec:{replicas:2},status:{replicas:2,updatedReplicas:2,availableReplicas:1}} | PROGRESSING
        a Deployment of an old version | apps/v1beta1 | Deployment | {} | UNKNOWN
        a StatefulSet never observed | apps/v1 | StatefulSet | {spec:{replicas:1},status:{}} | PROGRESSING
        a StatefulSet at its revision | apps/v1 | StatefulSet | {spec:{replicas:1},status:{observedGeneration:1,readyReplicas:1,updateRevision:'a',currentRevision:'a'}} | HEALTHY
        a StatefulSet between revisions | apps/v1 | StatefulSet | {spec:{replicas:1},status:{observedGeneration:1,readyReplicas:1,updateRevision:'b',currentRevision:'a'}} | PROGRESSING
        a StatefulSet updated down to its partition | apps/v1 | StatefulSet | {spec:{replicas:3,updateStrategy:{type:'RollingUpdate',rollingUpdate:{partition:2}}},status:{observedGeneration:1,readyReplicas:3,updatedReplicas:1,updateRevision:'b',currentRevision:'a'}} | HEALTHY
        a StatefulSet updated on delete | apps/v1 | StatefulSet | {spec:{replicas:1,updateStrategy:{type:'OnDelete'}},status:{observedGeneration:1,readyReplicas:1,updateRevision:'b',currentRevision:'a'}} | HEALTHY
        a DaemonSet on every node | apps/v1 | DaemonSet | {status:{desiredNumberScheduled:2,updatedNumberScheduled:2,numberAvailable:2}} | HEALTHY
        a DaemonSet being updated | apps/v1 | DaemonSet | {status:{desiredNumberScheduled:2,updatedNumberScheduled:1,numberAvailable:2}} | PROGRESSING
        a ReplicaSet that can't make pods | apps/v1 | ReplicaSet | {spec:{replicas:1},status:{conditions:[{type:'ReplicaFailure',status:'True'}]}} | DEGRADED
        a ReplicaSet with too few pods | apps/v1 | ReplicaSet | {spec:{replicas:2},status:{availableReplicas:1}} | PROGRESSING
        a Job that runs | batch/v1 | Job | {status:{active:1}} | PROGRESSING
        a Job that is complete | batch/v1 | Job | {status:{conditions:[{type:'Complete',status:'True'}]}} | HEALTHY
        a Job that has failed | batch/v1 | Job | {status:{conditions:[{type:'Failed',status:'True'}]}} | DEGRADED
        a Job that is suspended | batch/v1 | Job | {status:{conditions:[{type:'Suspended',status:'True'}]}} | SUSPENDED
        a Job that was resumed | batch/v1 | Job | {status:{conditions:[{type:'Suspended',status:'False'}]}} | HEALTHY
        a Pod that is ready | v1 | Pod | {spec:{restartPolicy:'Always'},status:{phase:'Running',conditions:[{type:'Ready',status:'True'}]}} | HEALTHY
        a Pod that is starting | v1 | Pod | {spec:{restartPolicy:'Always'},status:{phase:'Running'}} | PROGRESSING
        a Pod that crashed before | v1 | Pod | {spec:{restartPolicy:'Always'},status:{phase:'Running',containerStatuses:[{lastState:{terminated:{exitCode:1}}}]}} | DEGRADED
        a Pod whose image can't be pulled | v1 | Pod | {spec:{restartPolicy:'Always'},status:{phase:'Pending',containerStatuses:[{state:{waiting:{reason:'ImagePullBackOff'}}}]}} | DEGRADED
        a Pod that is pending | v1 | Pod | {status:{phase:'Pending'}} | PROGRESSING
        a Pod that ends by itself | v1 | Pod | {spec:{restartPolicy:'Never'},status:{phase:'Running',conditions:[{type:'Ready',status:'True'}]}} | PROGRESSING
        a Pod that has failed | v1 | Pod | {status:{phase:'Failed'}} | DEGRADED
        a Pod that has succeeded | v1 | Pod | {status:{phase:'Succeeded'}} | HEALTHY
        a claim that is bound | v1 | PersistentVolumeClaim | {status:{phase:'Bound'}} | HEALTHY
        a claim that waits | v1 | PersistentVolumeClaim | {status:{phase:'Pending'}} | PROGRESSING
        a claim whose volume is lost | v1 | PersistentVolumeClaim | {status:{phase:'Lost'}} | DEGRADED
        a Service | v1 | Service | {spec:{type:'ClusterIP'}} | HEALTHY
        a Service without its load balancer | v1 | Service | {spec:{type:'LoadBalancer'}} | PROGRESSING
        a Service with its load balancer | v1 | Service | {spec:{type:'LoadBalancer'},status:{loadBalancer:{ingress:[{ip:'10.0.0.1'}]}}} | HEALTHY
        an Ingress without an address | networking.k8s.io/v1 | Ingress | {} | PROGRESSING
        an Ingress with an address | networking.k8s.io/v1 | Ingress | {status:{loadBalancer:{ingress:[{ip:'10.0.0.1'}]}}} | HEALTHY
        an object on its way out | v1 | Service | {metadata:{deletionTimestamp:'2026-01-01T00:00:00Z'}} | PROGRESSING
        """)
    void assesses(String what, String apiVersion, String kind, String body, HealthStatus expected)
            throws JsonProcessingException {
        var tree = JSON.readValue(body, ObjectNode.class)
                .put("apiVersion", apiVersion)
                .put("kind", kind);

        assertThat(HealthRules.assess(new KubernetesObject(tree)))
                .as(what)
                .hasValueSatisfying(health -> assertThat(health.status()).isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource({"v1,ConfigMap", "v1,Secret", "rbac.authorization.k8s.io/v1,Role"})
    void knowsNoHealthOfKindsThatHaveNone(String apiVersion, String kind) {
        var tree = JSON.createObjectNode().put("apiVersion", apiVersion).put("kind", kind);

        assertThat(HealthRules.assess(new KubernetesObject(tree))).isEmpty();
    }
}
