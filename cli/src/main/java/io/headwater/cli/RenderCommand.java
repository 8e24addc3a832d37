package io.headwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.kubernetes.yaml.Manifest;
import io.headwater.kubernetes.yaml.ManifestWriter;
import io.headwater.renderer.core.DirectoryOptions;
import io.headwater.renderer.core.DirectoryRenderer;
import io.headwater.renderer.core.RenderResult;
import io.headwater.renderer.files.FolderTree;
import io.headwater.repositories.SourceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
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

    @Option(
            names = "--app",
            paramLabel = "FILE",
            description =
                    "an Application whose source says how to render; of several sources the n-th is for the n-th folder")
    private @Nullable Path application;

    @Option(
            names = "--name",
            paramLabel = "N",
            description = "the application's name, for sources that make use of it; plain folders do not")
    private @Nullable String name;

    @Option(
            names = "--namespace",
            paramLabel = "NS",
            description = "where objects go that name no namespace, instead of what the Application says")
    private @Nullable String namespace;

    private boolean printed;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var said = application == null
                ? JsonNodeFactory.instance.objectNode()
                : ManifestFiles.application(application).tree().path("spec");
        var sources = sourcesOf(said);
        var destination =
                namespace == null ? said.path("destination").path("namespace").asText("") : namespace;
        var failed = false;
        for (var number = 0; number < folders.size(); number++) {
            var source = sources.get(Math.min(number, sources.size() - 1));
            switch (render(folders.get(number), source, destination)) {
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

    private List<JsonNode> sourcesOf(JsonNode said) {
        var several = said.path("sources");
        if (several.size() > 1 && several.size() != folders.size()) {
            throw new CommandException(
                    CommandException.REFUSED,
                    "%s has %d sources, and there are %d folders: name one folder for each source, in their order"
                            .formatted(application, several.size(), folders.size()));
        }
        return several.isEmpty()
                ? List.of(said.path("source"))
                : StreamSupport.stream(several.spliterator(), false).toList();
    }

    /** Renders a folder as the source says, whose own path does not count here. */
    private static RenderResult render(Path folder, JsonNode source, String destinationNamespace) {
        if (!Files.isDirectory(folder)) {
            return new RenderResult.Failed(new SourceFailure("PathMissing", "There is no folder " + folder + "."));
        }
        var refusal = DirectoryOptions.refusal(source);
        if (refusal.isPresent()) {
            return new RenderResult.Failed(refusal.get());
        }
        var said = DirectoryOptions.of(source);
        var options = new DirectoryOptions(".", said.recurse(), said.include(), said.exclude(), said.declared());
        return new DirectoryRenderer().render(FolderTree.of(folder), options, destinationNamespace);
    }

    private void write(int number, String suffix, String text) {
        if (output == null) {
            print(suffix.equals(".yaml"), folders.get(number), text);
            return;
        }
        try {
            Files.createDirectories(output);
            Files.writeString(output.resolve(number + suffix), text);
            Files.deleteIfExists(output.resolve(number + (suffix.equals(".yaml") ? ".error.txt" : ".yaml")));
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.REFUSED, "the folder %s can't be written (%s)".formatted(output, e));
        }
    }

    private void print(boolean rendered, Path folder, String text) {
        var command = spec.commandLine();
        if (rendered && !text.isEmpty()) {
            command.getOut().print(printed ? "---\n" + text : text);
            command.getOut().flush();
            printed = true;
        } else if (!rendered) {
            command.getErr().print("headwater: " + folder + ": " + text);
            command.getErr().flush();
        }
    }
}
