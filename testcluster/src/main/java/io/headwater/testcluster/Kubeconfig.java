package io.headwater.testcluster;

import io.headwater.testcluster.TestClusterException.Code;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/**
 * A kubeconfig file with one cluster and one user, and what stands in it.
 *
 * @param file where it was written, for its owner's eyes only
 * @param server the API server, or a proxy in front of it
 * @param certificateAuthority the certificates to trust, as PEM
 * @param token the user's bearer token
 */
public record Kubeconfig(Path file, URI server, String certificateAuthority, String token) {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * Writes the file over what is there, at once for whoever reads it, making its folders.
     *
     * @param name of the cluster, the user and the context in it
     */
    static Kubeconfig write(Path file, String name, URI server, String certificateAuthority, String token) {
        var text = """
                apiVersion: v1
                kind: Config
                clusters:
                  - name: %1$s
                    cluster:
                      server: %2$s
                      certificate-authority-data: %3$s
                users:
                  - name: %1$s
                    user:
                      token: %4$s
                contexts:
                  - name: %1$s
                    context:
                      cluster: %1$s
                      user: %1$s
                current-context: %1$s
                """.formatted(
                        name,
                        server,
                        Base64.getEncoder().encodeToString(certificateAuthority.getBytes(StandardCharsets.UTF_8)),
                        token);
        try {
            var folder = Files.createDirectories(file.toAbsolutePath().getParent());
            var fresh = Files.createTempFile(folder, "kubeconfig", ".new", OWNER_ONLY);
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new TestClusterException(
                    Code.FILES, "cannot write the kubeconfig " + file + ": " + e.getMessage(), e);
        }
        return new Kubeconfig(file, server, certificateAuthority, token);
    }

    /** The same user at another address that the same authority vouches for, in another file. */
    public Kubeconfig at(URI otherServer, Path otherFile) {
        var name = otherFile.getFileName().toString().replaceFirst("\\.yaml$", "");
        return write(otherFile, name, otherServer, certificateAuthority, token);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Kubeconfig[file=" + file + ", server=" + server + "]";
    }
}
