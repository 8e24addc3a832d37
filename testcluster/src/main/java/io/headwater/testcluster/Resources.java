package io.headwater.testcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files that this module brings along: build steps, kwok's stages, the audit policy. */
final class Resources {

    private Resources() {}

    /** Writes a resource to a file, over what is there, making its folders. */
    static void copy(String resource, Path target) throws IOException {
        try (var stream = Resources.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + resource + " beside " + Resources.class);
            }
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.copy(stream, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
