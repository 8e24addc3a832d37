package io.headwater.testcluster;

import io.headwater.testcluster.TestClusterException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a control plane runs: its keys, data, logs, and for each process its command and its process id, from which another process can go on with it.
 *
 * @param path the folder
 */
record RunDirectory(Path path) {

    RunDirectory {
        path = path.toAbsolutePath();
    }

    Path pki() {
        return path.resolve("pki");
    }

    Path etcdData() {
        return path.resolve("etcd-data");
    }

    Path auditLog() {
        return path.resolve("audit.log");
    }

    Path auditPolicy() {
        return path.resolve("audit-policy.yaml");
    }

    Path stages() {
        return path.resolve("stages");
    }

    Path kubeconfig() {
        return path.resolve("kubeconfig.yaml");
    }

    /** The kubeconfig of a component or of a service account. */
    Path kubeconfigOf(String user) {
        return path.resolve("kubeconfigs").resolve(user + ".yaml");
    }

    /** The certificate that the API server made for itself, with the authority that it made for it. */
    Path serverCertificate() {
        return pki().resolve("apiserver.crt");
    }

    Path serverKey() {
        return pki().resolve("apiserver.key");
    }

    Path logOf(Component component) {
        return path.resolve(component.binary() + ".log");
    }

    /** What the last start was made from. */
    ControlPlaneBinaries binaries() {
        var etcd = Path.of(commandOf(Component.ETCD).getFirst());
        return new ControlPlaneBinaries(Objects.requireNonNull(etcd.getParent(), "commands are absolute"));
    }

    List<String> commandOf(Component component) {
        return lines(commandFile(component));
    }

    void rememberCommand(Component component, List<String> command) {
        write(commandFile(component), String.join("\n", command) + "\n");
    }

    /** The process that was started last as this component, if it is still there, and its id was not given to another program since. */
    Optional<ProcessHandle> processOf(Component component) {
        var file = pidFile(component);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines(file).getFirst()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .command()
                        .map(command -> isOf(component, command))
                        .orElse(true));
    }

    /** Right after its start a process may still be one of the tools that start it. */
    private static boolean isOf(Component component, String command) {
        return Stream.of(component.binary(), "setsid", "setpriv").anyMatch(name -> command.endsWith("/" + name));
    }

    void rememberProcess(Component component, long pid) {
        write(pidFile(component), pid + "\n");
    }

    private Path commandFile(Component component) {
        return path.resolve(component.binary() + ".command");
    }

    private Path pidFile(Component component) {
        return path.resolve(component.binary() + ".pid");
    }

    /**
     * Makes the folder, and marks it as this process's own until the channel is closed.
     *
     * @throws TestClusterException when another control plane has it
     */
    FileChannel own() {
        try {
            Files.createDirectories(pki());
            var channel =
                    FileChannel.open(path.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new TestClusterException(
                        Code.DIRECTORY_IN_USE,
                        "another control plane runs in " + path + ": stop it, or choose another run directory");
            }
            return channel;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    TestClusterException unusable(IOException cause) {
        return new TestClusterException(
                Code.FILES, "cannot use the run directory " + path + ": " + cause.getMessage(), cause);
    }

    private List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw unusable(e);
        }
    }
}
