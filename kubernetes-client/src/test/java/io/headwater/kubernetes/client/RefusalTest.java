package io.headwater.kubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.client.KubernetesException.Code;
import io.headwater.kubernetes.client.KubernetesException.Type;
import io.headwater.kubernetes.client.Request.Query;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

    private static final ResourceType DEPLOYMENT = new ResourceType("apps", "v1", "deployments", "Deployment", true);
    private static final ResourceType NAMESPACE = new ResourceType("", "v1", "namespaces", "Namespace", false);
    private static final Request APPLY = write(DEPLOYMENT.object("shop", "web"));
    private static final Request GET =
            Request.read("get", DEPLOYMENT.object("shop", "web"), new Query(), Duration.ofSeconds(10));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | Unauthorized         | Unauthorized                                       | {}                                                     | UNAUTHORIZED
            403 | Forbidden            | cannot patch resource                              | {"name":"web","kind":"deployments"}                    | FORBIDDEN
            403 | Forbidden            | unable to create new content                       | {"causes":[{"reason":"NamespaceTerminating"}]}         | NAMESPACE_TERMINATING
            404 | NotFound             | deployments.apps "web" not found                   | {"name":"web","kind":"deployments"}                    | NOT_FOUND
            404 | NotFound             | namespaces "shop" not found                        | {"name":"shop","kind":"namespaces"}                    | NAMESPACE_MISSING
            404 | NotFound             | the server could not find the requested resource   | {}                                                     | KIND_NOT_SERVED
            405 | MethodNotAllowed     | the server does not allow this method              | {}                                                     | METHOD_NOT_ALLOWED
            409 | AlreadyExists        | deployments.apps "web" already exists              | {"name":"web"}                                         | ALREADY_EXISTS
            409 | Conflict             | the object has been modified                       | {"name":"web"}                                         | CONFLICT
            409 | Conflict             | Apply failed with 1 conflict                       | {"causes":[{"reason":"FieldManagerConflict"}]}         | FIELD_CONFLICT
            410 | Expired              | too old resource version                           | {}                                                     | GONE
            413 | RequestEntityTooLarge| limit is 3145728                                   | {}                                                     | TOO_LARGE
            422 | Invalid              | spec.replicas must be positive                     | {"name":"web"}                                         | INVALID
            400 | BadRequest           | strict decoding error                              | {}                                                     | INVALID
            429 | TooManyRequests      | please try again later                             | {"retryAfterSeconds":2}                                | TOO_MANY_REQUESTS
            500 | InternalError        | failed to create typed patch object (shop/web; …)  | {}                                                     | INVALID
            500 | InternalError        | failed to convert new object (shop/web; …)         | {}                                                     | INVALID
            500 | InternalError        | failed calling webhook: context deadline exceeded  | {}                                                     | SERVER_ERROR
            500 | InternalError        | etcdserver: request timed out                      | {}                                                     | OUTCOME_UNKNOWN
            503 | ServiceUnavailable   | the server is currently unable                     | {}                                                     | SERVER_ERROR
            504 | Timeout              | request did not complete within 34s                | {}                                                     | OUTCOME_UNKNOWN
            """)
    void tellsWhatAnAnswerToAWriteMeans(int status, String reason, String message, String details, Code expected) {
        assertThat(refusal(APPLY, status, reason, message, details).codeFor(APPLY))
                .isEqualTo(expected);
    }

    @Test
    void takesALateAnswerToAReadForWhatItIs() {
        assertThat(refusal(GET, 504, "Timeout", "", "{}").codeFor(GET)).isEqualTo(Code.TIMED_OUT);
    }

    @Test
    void takesAMissingNamespaceThatWasAskedForAsAMissingObject() {
        var get = Request.read("get", NAMESPACE.object("", "shop"), new Query(), Duration.ofSeconds(10));

        assertThat(refusal(get, 404, "NotFound", "", "{\"name\":\"shop\",\"kind\":\"namespaces\"}")
                        .codeFor(get))
                .isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void takesA404WithoutAStatusForAnUnknownPath() {
        var refusal = Refusals.read(APPLY, 404, bytes("404 page not found\n"), Optional.empty());

        assertThat(refusal.codeFor(APPLY)).isEqualTo(Code.KIND_NOT_SERVED);
        assertThat(refusal.message()).isEqualTo("404 page not found");
    }

    @Test
    void readsWhenToComeBackFromTheHeaderFirst() {
        var details = bytes("{\"kind\":\"Status\",\"details\":{\"retryAfterSeconds\":2}}");

        assertThat(Refusals.read(APPLY, 429, details, Optional.of("1")).retryAfter())
                .contains(Duration.ofSeconds(1));
        assertThat(Refusals.read(APPLY, 429, details, Optional.empty()).retryAfter())
                .contains(Duration.ofSeconds(2));
    }

    @Test
    void saysWhatWasTriedOnWhatAndWhere() {
        var refusal = refusal(APPLY, 403, "Forbidden", "no", "{}");
        var exception = new KubernetesException(refusal.codeFor(APPLY), APPLY, "https://spoke", refusal);

        assertThat(exception).hasMessage("apply apps/Deployment shop/web at https://spoke: FORBIDDEN (HTTP 403): no");
        assertThat(exception.type()).isEqualTo(Type.TELL_USER);
        assertThat(exception.target()).isEqualTo("apps/Deployment shop/web");
    }

    private static Refusal refusal(Request request, int status, String reason, String message, String details) {
        var body = "{\"kind\":\"Status\",\"reason\":\"%s\",\"message\":\"%s\",\"details\":%s}"
                .formatted(reason, message.replace("\"", "\\\""), details);
        return Refusals.read(request, status, bytes(body), Optional.empty());
    }

    private static Request write(ResourcePath path) {
        return Request.write("apply", path, "PATCH", new Query(), Request.JSON, bytes("{}"), Duration.ofSeconds(10));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
