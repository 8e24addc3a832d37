package io.headwater.healthchecker.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headwater.healthchecker.core.DriftInfo.ComparedObject;
import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application looks like whose specification can't be meant. */
class SpecProblemsTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");
    private static final ObjectKey DEPLOYMENT = ObjectKey.of("apps", "Deployment", "shop", "web");

    @ParameterizedTest
    @ValueSource(
            strings = {"SourceMissing", "DestinationMissing", "DestinationAmbiguous", "ClusterUnknown", "ProjectUnknown"
            })
    void makeItsHealthUnknownWhateverItsObjectsAre(String code) {
        var application = application(new Reason(code, "what is wrong and what to do"));
        var unknown = Health.unknown("what is wrong and what to do");

        assertThat(ApplicationHealth.of(application, Optional.empty(), Optional.empty(), Map.of()))
                .isEqualTo(unknown);
        assertThat(ApplicationHealth.of(application, Optional.empty(), Optional.of(drift()), Map.of()))
                .isEqualTo(unknown);
        assertThat(ApplicationHealth.of(
                        application,
                        Optional.empty(),
                        Optional.of(drift()),
                        Map.of(DEPLOYMENT, Optional.of(Health.HEALTHY))))
                .isEqualTo(unknown);
    }

    @Test
    void areNotAskedForWhereThereAreNone() {
        assertThat(ApplicationHealth.of(application(), Optional.empty(), Optional.of(drift()), Map.of())
                        .status())
                .isEqualTo(HealthStatus.MISSING);
        assertThat(ApplicationHealth.of(
                        application(),
                        Optional.empty(),
                        Optional.of(drift()),
                        Map.of(DEPLOYMENT, Optional.of(Health.HEALTHY))))
                .isEqualTo(Health.HEALTHY);
    }

    @Test
    void areToldOnceAlthoughTheVerdictRepeatsThem() {
        var problem = new Reason("ProjectUnknown", "the project 'x' does not exist");
        var other = new Reason("KindPending", "waits for a list");

        var conditions = conditions(application(problem), drift(problem, other, other));

        assertThat(conditions)
                .extracting(condition -> condition.path("type").asText() + ": "
                        + condition.path("message").asText())
                .containsExactly(
                        "InvalidSpecError: the project 'x' does not exist", "ComparisonError: waits for a list");
    }

    @Test
    void areNotWhatAProjectSays() {
        var closed = new Reason("SyncWindow", "No automated sync before noon");
        var invalid = new Reason("InvalidSyncWindow", "the duration makes no sense");

        var orphans = new Reason("OrphanedResource", "Application has 2 orphaned resources");

        assertThat(conditions(application(), drift(closed, invalid, orphans)))
                .extracting(condition -> condition.path("type").asText())
                .containsExactly("SyncSkipped", "SyncError", "OrphanedResourceWarning");
    }

    private static JsonNode conditions(ApplicationInfo application, DriftInfo drift) {
        return new StatusBuilder("argocd")
                .build(
                        application,
                        Optional.of(drift),
                        Optional.empty(),
                        Health.HEALTHY,
                        Set.of(),
                        Optional.empty(),
                        NOW)
                .path("conditions");
    }

    private static DriftInfo drift(Reason... reasons) {
        var object = new ComparedObject(DEPLOYMENT, "v1", "OutOfSync", true, false, 0, "");
        return new DriftInfo("Unknown", List.of(reasons), List.of("a"), List.of(object), NOW);
    }

    private static ApplicationInfo application(Reason... problems) {
        return new ApplicationInfo(
                new ApplicationKey("argocd", "shop"),
                "uid",
                "default",
                "digest",
                "https://kubernetes.default.svc",
                List.of(problems),
                JSON.objectNode(),
                JSON.arrayNode());
    }
}
