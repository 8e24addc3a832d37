package io.headwater.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthEndpointTest {

    private final AtomicBoolean ready = new AtomicBoolean();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HealthEndpoint endpoint = HealthEndpoint.start("127.0.0.1", 0, ready::get, metrics);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        endpoint.close();
    }

    @Test
    void isAliveBeforeItIsReady() throws IOException, InterruptedException {
        assertThat(answer("/healthz").statusCode()).isEqualTo(200);
        assertThat(answer("/readyz").statusCode()).isEqualTo(503);

        ready.set(true);

        assertThat(answer("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void showsMetricsAsPrometheusReadsThem() throws IOException, InterruptedException {
        metrics.counter("headwater.service.restarts", "service", "differ").increment();

        assertThat(answer("/metrics").body()).contains("headwater_service_restarts_total{service=\"differ\"} 1.0");
    }

    @Test
    void saysWhatThereIs() throws IOException, InterruptedException {
        var answer = answer("/");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("/healthz", "/readyz", "/metrics");
    }

    private HttpResponse<String> answer(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
