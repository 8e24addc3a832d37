package io.headwater.renderer.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Files in memory; links only to files and folders by their path from the root. */
final class MemoryTree implements SourceTree {

    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, String> links = new TreeMap<>();

    MemoryTree file(String path, String content) {
        files.put(path, content);
        return this;
    }

    MemoryTree link(String path, String target) {
        links.put(path, target);
        return this;
    }

    @Override
    public Optional<Kind> kind(String path) {
        var real = links.getOrDefault(path, path);
        if (files.containsKey(real)) {
            return Optional.of(Kind.FILE);
        }
        return isFolder(real) ? Optional.of(Kind.DIRECTORY) : Optional.empty();
    }

    private boolean isFolder(String path) {
        return path.isEmpty() || files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
    }

    @Override
    public List<Entry> list(String directory) {
        var prefix = directory.isEmpty() ? "" : directory + "/";
        var names = new TreeSet<String>();
        for (var paths : List.of(files.keySet(), links.keySet())) {
            paths.stream()
                    .filter(path -> path.startsWith(prefix))
                    .map(path -> path.substring(prefix.length()).split("/")[0])
                    .forEach(names::add);
        }
        return names.stream()
                .map(name -> new Entry(name, entryKind(prefix + name)))
                .toList();
    }

    private Kind entryKind(String path) {
        return links.containsKey(path) ? Kind.LINK : kind(path).orElse(Kind.OTHER);
    }

    @Override
    public byte[] read(String path) {
        return files.getOrDefault(links.getOrDefault(path, path), "").getBytes(UTF_8);
    }
}
