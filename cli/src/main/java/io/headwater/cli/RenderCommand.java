package io.headwater.cli;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.yaml.Manifest;
import io.headwater.kubernetes.yaml.ManifestReader;
import io.headwater.kubernetes.yaml.ManifestResult;
import io.headwater.kubernetes.yaml.ManifestWriter;
import io.headwater.renderer.core.DirectoryOptions;
import io.headwater.renderer.core.DirectoryRenderer;
import io.headwater.renderer.core.RenderResult;
import io.headwater.renderer.files.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headwater render}. */
@Command(
        name = "render",
        description = "Renders folders to YAML, as the renderer does at a commit.",
        mixinStandardHelpOptions = true)
final class RenderCommand implements Callable<Integer> {

    private static final int FAILED = 20;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "the folders")
    private List<Path> folders = List.of();

    @Option(
            names = "--output-dir",
            paramLabel = "OUT",
            description = "write the n-th folder to OUT/n.yaml, counting from 0, and failures to OUT/n.error.txt")
    private @Nullable Path output;

    @Option(names = "--app", paramLabel = "FILE", description = "an Application whose source says how to render")
    private @Nullable Path application;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var failed = false;
        for (var number = 0; number < folders.size(); number++) {
            var folder = folders.get(number);
            if (!Files.isDirectory(folder)) {
                throw new CommandException(CommandException.MISSING, "there is no folder " + folder);
            }
            switch (new DirectoryRenderer().render(FolderTree.of(folder), options())) {
                case RenderResult.Rendered rendered ->
                    write(
                            number,
                            ".yaml",
                            ManifestWriter.write(rendered.manifests().stream()
                                    .map(Manifest::object)
                                    .toList()));
                case RenderResult.Failed failure -> {
                    failed = true;
                    write(number, ".error.txt", failure.failure().message() + "\n");
                }
            }
        }
        return failed ? FAILED : 0;
    }

    /** What the Application says of folders, for the folders of the command line instead of its own. */
    private DirectoryOptions options() {
        if (application == null) {
            return DirectoryOptions.of(".");
        }
        var said = DirectoryOptions.of(read(application).tree().path("spec").path("source"));
        return new DirectoryOptions(".", said.recurse(), said.include(), said.exclude(), said.declared());
    }

    private static KubernetesObject read(Path file) {
        return switch (new ManifestReader().read(file.toString(), bytesOf(file))) {
            case ManifestResult.Manifests(var manifests) -> only(file, manifests);
            case ManifestResult.ManifestError error ->
                throw new CommandException(CommandException.REFUSED, error.toString());
        };
    }

    private static KubernetesObject only(Path file, List<Manifest> manifests) {
        if (manifests.size() != 1) {
            throw new CommandException(CommandException.REFUSED, file + " does not hold exactly one Application");
        }
        return manifests.getFirst().object();
    }

    private static byte[] bytesOf(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandException(CommandException.MISSING, "the file " + file + " can't be read");
        }
    }

    private void write(int number, String suffix, String text) {
        if (output == null) {
            var command = spec.commandLine();
            var writer = suffix.equals(".yaml") ? command.getOut() : command.getErr();
            writer.print(text);
            writer.flush();
            return;
        }
        try {
            Files.createDirectories(output);
            Files.writeString(output.resolve(number + suffix), text);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + output + " can't be written", e);
        }
    }
}
