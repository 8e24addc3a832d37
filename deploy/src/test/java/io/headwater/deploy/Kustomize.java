package io.headwater.deploy;

import io.headwater.testcluster.ControlPlaneBinaries;
import io.headwater.testcluster.ControlPlaneBinaries.Lookup.Found;
import io.headwater.testcluster.ControlPlaneBinaries.Lookup.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;

/** The real kustomize, as it lies beside the control plane. */
record Kustomize(Path executable) {

    /** The executable, or a test that is skipped. */
    static Kustomize required() {
        Optional<Path> found =
                switch (ControlPlaneBinaries.locate()) {
                    case Found(var binaries, var _) -> binaries.tool("kustomize");
                    case Missing _ -> Optional.empty();
                };
        return new Kustomize(Requirement.orSkip(found, "no kustomize beside the control plane's binaries"));
    }

    /** Builds a folder of this module into a file. */
    void build(String folder, Path output) throws IOException, InterruptedException {
        run(
                output,
                executable.toString(),
                "build",
                Installation.FOLDER.resolve(folder).toString(),
                "--output",
                output.toString());
    }

    /** Has {@code generate.sh} write into a file. */
    void generate(Path output) throws IOException, InterruptedException {
        run(output, Installation.FOLDER.resolve("generate.sh").toString(), output.toString());
    }

    private void run(Path output, String... command) throws IOException, InterruptedException {
        var log = output.resolveSibling(output.getFileName() + ".log");
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        process.environment().put("KUSTOMIZE", executable.toString());
        if (process.start().waitFor() != 0) {
            throw new AssertionFailedError(String.join(" ", command) + ": " + Files.readString(log));
        }
    }
}
