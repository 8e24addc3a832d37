package io.headwater.git.mirror;

import io.headwater.git.GitLimits;
import io.headwater.git.RepositoryAccess;
import io.headwater.git.RepositoryUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;

/** Fetches commits in any order and prints the id of each when it is there. Made to be killed. */
final class FetchingProcess {

    /** What a line about a fetched commit begins with; a JVM that is killed may say other things. */
    static final String FETCHED = "fetched ";

    private FetchingProcess() {}

    public static void main(String[] arguments) throws IOException {
        var url = RepositoryUrl.parse(arguments[1]);
        var commits = new ArrayList<>(Files.readAllLines(Path.of(arguments[2])));
        Collections.shuffle(commits);
        try (var mirrors = Mirrors.open(Path.of(arguments[0]), GitLimits.standard())) {
            for (var sha : commits) {
                if (mirrors.fetch(url, RepositoryAccess.anonymous(), sha) == Presence.FETCHED) {
                    System.out.println(FETCHED + sha);
                }
            }
        }
    }
}
