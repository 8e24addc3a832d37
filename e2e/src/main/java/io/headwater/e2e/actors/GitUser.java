package io.headwater.e2e.actors;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headwater.testcluster.git.GitRepository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Somebody who commits to a repository, on a Git server that tells Headwater of pushes as GitHub does. */
public final class GitUser {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BRANCH = "main";

    private final GitRepository repository;
    private final URI webhook;
    private final HttpClient http;

    public GitUser(GitRepository repository, URI gateway, HttpClient http) {
        this.repository = repository;
        this.webhook = gateway.resolve("/api/webhook");
        this.http = http;
    }

    public GitRepository repository() {
        return repository;
    }

    /** Commits one file and pushes; returns the commit. */
    public String pushes(String path, String text) {
        return pushes(Map.of(path, text));
    }

    /** Commits files and deletions, and pushes. */
    public String pushes(Map<String, String> files, String... deletions) {
        var commit = pushesQuietly(files, deletions);
        tells(commit);
        return commit;
    }

    /** Deletes files or folders, and pushes. */
    public String deletes(String... paths) {
        return pushes(Map.of(), paths);
    }

    /** Pushes; that nobody takes the webhook is no failure. */
    public String pushesRegardless(Map<String, String> files, String... deletions) {
        var commit = pushesQuietly(files, deletions);
        deliver(commit);
        return commit;
    }

    /** Pushes without anybody being told. */
    public String pushesQuietly(Map<String, String> files, String... deletions) {
        return repository.commit("Change " + files.keySet(), files, deletions);
    }

    /** Pushes, and tells of it without naming the commit, so that the server must be asked. */
    public String pushesDoubtfully(Map<String, String> files, String... deletions) {
        var commit = pushesQuietly(files, deletions);
        tells("");
        return commit;
    }

    /** What the branch stands at. */
    public String head() {
        return repository.head(BRANCH).orElseThrow();
    }

    /** Replaces the branch's whole history by one commit with these files alone, and pushes by force. */
    public String rewritesHistory(Map<String, String> files) {
        var commit = repository.replaceHistory(BRANCH, "Begin anew", files);
        tells(commit);
        return commit;
    }

    private void tells(String commit) {
        deliver(commit).ifPresent(problem -> {
            throw new AssertionError("the gateway did not take the webhook: " + problem);
        });
    }

    /** Sends the webhook; returns why it was not taken. */
    private Optional<String> deliver(String commit) {
        var push = JSON.createObjectNode().put("ref", "refs/heads/" + BRANCH).put("after", commit);
        push.putObject("repository")
                .put("clone_url", repository.uri().toString())
                .put("default_branch", BRANCH);
        var request = HttpRequest.newBuilder(webhook)
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "push")
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(push.toString()))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 202
                    ? Optional.empty()
                    : Optional.of(answer.statusCode() + " " + answer.body());
        } catch (IOException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while telling of a push", e);
        }
    }
}
