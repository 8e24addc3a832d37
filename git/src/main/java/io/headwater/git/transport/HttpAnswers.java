package io.headwater.git.transport;

import io.headwater.git.GitErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;

/** What the status and the kind of an answer say; everything but success and a usable redirect is refused here. */
final class HttpAnswers {

    private static final String DISCOVERY = "/info/refs";
    private static final String ADVERTISEMENT = "application/x-git-upload-pack-advertisement";

    private HttpAnswers() {}

    static void check(URI request, HttpResponse<InputStream> answer, boolean hadCredentials) throws IOException {
        var status = answer.statusCode();
        if (status >= 300 && status < 400) {
            checkRedirect(request, answer);
            return;
        }
        if (status == 200) {
            checkKind(request, answer);
            return;
        }
        answer.body().close();
        throw new HttpRefusal(code(status), meaning(status, hadCredentials), null);
    }

    private static GitErrorCode code(int status) {
        return switch (status) {
            case 401, 407 -> GitErrorCode.AUTHENTICATION;
            case 403 -> GitErrorCode.PERMISSION;
            case 404, 410 -> GitErrorCode.NOT_FOUND;
            default -> GitErrorCode.SERVER_ERROR;
        };
    }

    private static String meaning(int status, boolean hadCredentials) {
        return switch (status) {
            case 401 ->
                hadCredentials ? "the server rejects the credentials (401)" : "the server wants credentials (401)";
            case 403 -> "the server refuses access (403)";
            case 404, 410 -> "there is no such repository, or it is hidden from these credentials (" + status + ")";
            case 407 -> "the proxy wants credentials (407)";
            case 429 -> "the server asks to slow down (429)";
            default -> "the server answered " + status;
        };
    }

    /** Git allows a redirect to change only what stands before {@code /info/refs}; anything else is most often a login page. */
    private static void checkRedirect(URI request, HttpResponse<InputStream> answer) throws IOException {
        var target = answer.headers().firstValue("Location").orElse("");
        if (request.getPath().endsWith(DISCOVERY) && !target.contains(DISCOVERY)) {
            answer.body().close();
            throw new HttpRefusal(
                    GitErrorCode.NOT_GIT, "it redirects to a page that is no repository, such as a login page", null);
        }
        if ("https".equalsIgnoreCase(request.getScheme()) && target.regionMatches(true, 0, "http:", 0, 5)) {
            answer.body().close();
            throw new HttpRefusal(
                    GitErrorCode.TLS, "it redirects from https to plain http, which is not followed", null);
        }
    }

    private static void checkKind(URI request, HttpResponse<InputStream> answer) throws IOException {
        var kind = answer.headers().firstValue("Content-Type").orElse("");
        if (request.getPath().endsWith(DISCOVERY) && !kind.startsWith(ADVERTISEMENT)) {
            answer.body().close();
            throw new HttpRefusal(
                    GitErrorCode.NOT_GIT, "what answered is no Git server, or one without the smart protocol", null);
        }
    }

    static HttpRefusal broken(IOException failure) {
        return new HttpRefusal(GitErrorCode.UNREACHABLE, "the connection broke before an answer came", failure);
    }
}
