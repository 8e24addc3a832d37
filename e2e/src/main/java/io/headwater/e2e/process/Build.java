package io.headwater.e2e.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Maven has built: where each module's classes are, and what else they need.
 *
 * @param root the repository's folder
 */
public record Build(Path root) {

    /** The build that the current folder is a part of, as it is when Maven runs a module's tests. */
    public static Build ofThisRepository() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("headwater")) && Files.isRegularFile(folder.resolve("pom.xml"))) {
                return new Build(folder);
            }
        }
        throw new IllegalStateException("the folder %s is in no repository of Headwater"
                .formatted(Path.of("").toAbsolutePath()));
    }

    /** The class path of a module alone: what {@code java -cp} needs to run it, with no other service on it. */
    public String classPathOf(String module) {
        var target = root.resolve(module).resolve("target");
        var others = target.resolve("classpath.txt");
        try {
            return target.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(others).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s is not there: build the module with `mvn -pl %s -am -DskipTests package`"
                            .formatted(others, module),
                    e);
        }
    }
}
