package io.headwater.schemas;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.ObjectKey;
import java.util.Optional;

/**
 * The keys of records.
 *
 * <p>A key begins with {@code namespace/name} of the application, then {@code |} and what else identifies the record; so
 * {@link ApplicationPartitioner} puts everything about one application into one partition. A key that begins with {@code *|} belongs to no
 * application and stands in every partition.
 */
public final class RecordKeys {

    private static final char SEPARATOR = '|';
    private static final String EVERYWHERE = "*|";
    private static final String SET = "set";
    private static final String OBJECT = "object" + SEPARATOR;

    private RecordKeys() {}

    public static String application(ApplicationKey application) {
        return application.toString();
    }

    public static String revision(ApplicationKey application, int sourceIndex) {
        return application + "|source|" + sourceIndex;
    }

    public static String desiredSet(ApplicationKey application) {
        return application + "|" + SET;
    }

    public static String desiredObject(ApplicationKey application, String digest) {
        return application + "|" + OBJECT + digest;
    }

    public static String object(ApplicationKey application, ObjectKey object) {
        return application + "|" + object;
    }

    /** Steps of one operation sort by their sequence. */
    public static String operationStep(ApplicationKey application, String operationId, int sequence) {
        return "%s|%s|%06d".formatted(application, operationId, sequence);
    }

    public static String project(String namespace, String name) {
        return EVERYWHERE + "project|" + namespace + "/" + name;
    }

    /** What a ConfigMap of the control-plane namespace says about all applications. */
    public static String settings(String configMap) {
        return EVERYWHERE + "settings|" + configMap;
    }

    public static String cluster(String server) {
        return EVERYWHERE + "cluster|" + server;
    }

    public static String kind(String server, GroupKind kind) {
        return EVERYWHERE + "kind|" + server + "|" + kind;
    }

    /** Whether the record belongs to no application and stands in every partition. */
    public static boolean isEverywhere(String key) {
        return key.startsWith(EVERYWHERE);
    }

    /** The application that a record is about; empty for one that stands in every partition. */
    public static Optional<ApplicationKey> applicationOf(String key) {
        return isEverywhere(key) ? Optional.empty() : Optional.of(ApplicationKey.parse(head(key)));
    }

    /** The object that a record of {@code live} or {@code health} is about. */
    public static ObjectKey objectOf(String key) {
        return ObjectKey.parse(rest(key));
    }

    /** The digest in the key of a desired object; empty for any other key. */
    public static Optional<String> digestOf(String key) {
        var rest = rest(key);
        return rest.startsWith(OBJECT) ? Optional.of(rest.substring(OBJECT.length())) : Optional.empty();
    }

    /** What decides on the partition: everything before the first separator. */
    static String head(String key) {
        var separator = key.indexOf(SEPARATOR);
        return separator < 0 ? key : key.substring(0, separator);
    }

    private static String rest(String key) {
        return key.substring(key.indexOf(SEPARATOR) + 1);
    }
}
