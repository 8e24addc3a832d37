package io.headwater.kubernetes.client;

/**
 * Which objects of a collection are meant.
 *
 * @param labels a label selector as the API server takes it; empty for any
 * @param fields a field selector as the API server takes it; empty for any
 */
public record Selectors(String labels, String fields) {

    public static final Selectors NONE = new Selectors("", "");

    public static Selectors labelled(String labels) {
        return new Selectors(labels, "");
    }

    public static Selectors fields(String fields) {
        return new Selectors("", fields);
    }
}
