package io.headwater.applier.core;

import io.headwater.applier.core.ClusterFacts.KindFacts;
import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.ObjectKey;
import io.headwater.kubernetes.ignore.IgnoredFields;

/** One object to be changed. */
public sealed interface Task {

    ObjectKey key();

    WavePoint point();

    /** The version of its API; empty if unknown. */
    String version();

    /** How its kind is addressed. */
    KindFacts kind();

    /** The same at another place. */
    Task at(WavePoint place);

    /**
     * To be applied.
     *
     * @param object as it is wanted: with its namespace, secret values sealed
     * @param validated whether the API server is to refuse fields that it does not know
     * @param left the fields that are left to the cluster: if the object is there, they keep the values that it has
     * @param state how it stands in the cluster by what is known
     */
    record Apply(
            ObjectKey key,
            WavePoint point,
            KindFacts kind,
            KubernetesObject object,
            boolean validated,
            IgnoredFields left,
            State state)
            implements Task {
        @Override
        public String version() {
            return object.version();
        }

        @Override
        public Apply at(WavePoint place) {
            return new Apply(key, place, kind, object, validated, left, state);
        }

        /** How an object stands before it is applied. */
        public sealed interface State {
            /** It must be written. */
            record Differs(String remark) implements State {}

            /** The cluster holds it as it is wanted, at this version. */
            record Same(String resourceVersion, long generation, String uid) implements State {}
        }
    }

    /**
     * To be deleted, or left for a reason.
     *
     * @param version of the live object
     * @param judgedAt the resourceVersion of the live object that {@code kept} was decided on; empty where something passing decided, or nothing
     * @param kept why it is not deleted; empty if it is
     */
    record Prune(ObjectKey key, WavePoint point, KindFacts kind, String version, String judgedAt, String kept)
            implements Task {
        @Override
        public Prune at(WavePoint place) {
            return new Prune(key, place, kind, version, judgedAt, kept);
        }
    }

    /** The destination namespace, to be created since the application asks for that and it is missing. */
    record CreateNamespace(ObjectKey key, WavePoint point, KindFacts kind) implements Task {
        @Override
        public String version() {
            return "v1";
        }

        @Override
        public CreateNamespace at(WavePoint place) {
            return new CreateNamespace(key, place, kind);
        }
    }
}
