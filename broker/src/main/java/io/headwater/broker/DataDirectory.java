package io.headwater.broker;

import io.headwater.broker.BrokerException.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * What a broker keeps: {@code kafka/} with Kafka's own files, and {@code broker.lock}, held as long as this is open.
 *
 * <p>The lock is the operating system's, so it goes with the process, however that ends.
 */
final class DataDirectory implements AutoCloseable {

    private static final int NODE_ID = SingleNodeProperties.NODE_ID;

    private final Path logs;
    private final FileChannel lock;

    private DataDirectory(Path logs, FileChannel lock) {
        this.logs = logs;
        this.lock = lock;
    }

    /**
     * Takes the directory, creating it where missing.
     *
     * @throws BrokerException when it is in use, or unusable
     */
    static DataDirectory open(Path directory) {
        try {
            Files.createDirectories(directory);
            var lock = lock(directory.resolve("broker.lock"));
            return new DataDirectory(directory.toAbsolutePath().resolve("kafka"), lock);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            channel.close();
            throw inUse(file);
        }
        channel.close();
        throw inUse(file);
    }

    /**
     * Reads what is there, after formatting a new directory with a new cluster id.
     *
     * <p>A start that was killed while formatting leaves no {@code meta.properties}, which Kafka writes last, and is formatted again.
     *
     * @throws BrokerException when the directory holds something else, or cannot be written
     */
    MetaPropertiesEnsemble formatted() {
        try {
            if (!Files.exists(logs.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
                format();
            }
            var properties = new MetaPropertiesEnsemble.Loader()
                    .addMetadataLogDir(logs.toString())
                    .load();
            if (properties.clusterId().isEmpty() || properties.nodeId().orElse(-1) != NODE_ID) {
                throw new IOException("no cluster id, or not of node " + NODE_ID + ": " + properties);
            }
            return properties;
        } catch (IOException e) {
            throw unusable(logs, e);
        }
    }

    private void format() throws IOException {
        Files.createDirectories(logs);
        try {
            new Formatter()
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setMetadataLogDirectory(logs.toString())
                    .addDirectory(logs.toString())
                    .setControllerListenerName(SingleNodeProperties.CONTROLLER_LISTENER)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot format " + logs, e);
        }
    }

    /** Where Kafka keeps its logs. */
    Path logs() {
        return logs;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw unusable(logs, e);
        }
    }

    private static BrokerException inUse(Path file) {
        return new BrokerException(
                Code.DATA_DIRECTORY_IN_USE,
                "the data directory " + file.getParent()
                        + " is in use by another broker: stop that one, or give this one a directory of its own",
                null);
    }

    private static BrokerException unusable(Path directory, Exception cause) {
        return new BrokerException(
                Code.DATA_DIRECTORY_UNUSABLE,
                "cannot use the data directory " + directory + " (" + cause.getMessage()
                        + "): check its permissions, or give an empty one",
                cause);
    }
}
