package io.headwater.e2e.actors;

/** Manifests as people write them. */
public final class Manifests {

    private Manifests() {}

    /** A ConfigMap with one entry, {@code value}. */
    public static String configMap(String name, String value) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s}
                data: {value: "%s"}
                """.formatted(name, value);
    }

    /** The same in a sync wave. */
    public static String configMapInWave(int wave, String name, String value) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %s
                  annotations: {argocd.argoproj.io/sync-wave: "%d"}
                data: {value: "%s"}
                """.formatted(name, wave, value);
    }

    /** A Deployment of one replica whose pods behave as they are told to. */
    public static String deployment(String name, String behaviour) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata:
                      labels: {app: %1$s}
                      annotations: {headwater.io/pod-behaviour: %2$s}
                    spec:
                      containers: [{name: main, image: "example.org/%1$s:1"}]
                """.formatted(name, behaviour);
    }

    /** A file of several documents. */
    public static String documents(String... manifests) {
        return String.join("---\n", manifests);
    }
}
