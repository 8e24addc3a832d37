package io.headwater.kubernetes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.KubernetesObject;
import io.headwater.kubernetes.Objects;
import io.headwater.kubernetes.sync.ObjectSyncOptions.Deletion;
import io.headwater.kubernetes.sync.SyncOptions.Propagation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncOptionsTest {

    private static final KubernetesObject PLAIN = Objects.object("v1", "ConfigMap", "a", "b");

    @Test
    void appliesOnTheServerAndProtectsNothingByDefault() {
        assertThat(SyncOptions.parse(List.of()))
                .isEqualTo(new SyncOptions(
                        false,
                        false,
                        false,
                        false,
                        false,
                        true,
                        Propagation.FOREGROUND,
                        new ObjectSyncOptions(true, Deletion.ALLOWED, Deletion.ALLOWED, false, false, true, false)));
    }

    @Test
    void readsEveryOptionOfAnApplication() {
        assertThat(SyncOptions.parse(List.of(
                        "CreateNamespace=true",
                        "PruneLast=true",
                        "ApplyOutOfSyncOnly=true",
                        "RespectIgnoreDifferences=true",
                        "FailOnSharedResource=true",
                        "ClientSideApplyMigration=false",
                        "PrunePropagationPolicy=orphan",
                        "Validate=false",
                        "Prune=confirm",
                        "Delete=false",
                        "Replace=true",
                        "Force=true",
                        "ServerSideApply=false",
                        "SkipDryRunOnMissingResource=true",
                        "SomethingNew=true")))
                .isEqualTo(new SyncOptions(
                        true,
                        true,
                        true,
                        true,
                        true,
                        false,
                        Propagation.ORPHAN,
                        new ObjectSyncOptions(
                                false, Deletion.WHEN_CONFIRMED, Deletion.FORBIDDEN, true, true, false, true)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', Prune=false, FORBIDDEN",
        "Prune=false, '', FORBIDDEN",
        "Prune=false, Prune=confirm, WHEN_CONFIRMED",
        "Prune=false, Prune=true, ALLOWED",
        "Prune=confirm, 'Replace=true, Prune=false', FORBIDDEN",
        "'', 'Prune=confirm,Prune=false', WHEN_CONFIRMED",
    })
    void prefersTheObjectsWordOnPruning(String ofApplication, String ofObject, Deletion expected) {
        assertThat(options(ofApplication).forObject(object(ofObject)).prune()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "ServerSideApply=false, '', false",
        "ServerSideApply=false, ServerSideApply=true, true",
        "'', ServerSideApply=false, false",
        "ServerSideApply=true, ServerSideApply=false, false",
    })
    void prefersTheObjectsWordOnServerSideApply(String ofApplication, String ofObject, boolean expected) {
        assertThat(options(ofApplication).forObject(object(ofObject)).serverSideApply())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', false",
        "Replace=true, '', '', true",
        "'', Replace=true, '', true",
        "'', '', Replace=true, true",
        "Replace=true, Replace=false, '', false",
    })
    void replacesWhereApplicationObjectOrLiveObjectSaySo(
            String application, String own, String live, boolean expected) {
        assertThat(options(application).forObject(object(own), object(live)).replace())
                .isEqualTo(expected);
    }

    @Test
    void combinesTheOtherOptions() {
        var combined = options("Validate=true")
                .forObject(object("Validate=false, SkipDryRunOnMissingResource=true"), object("Force=true"));

        assertThat(combined)
                .isEqualTo(new ObjectSyncOptions(false, Deletion.ALLOWED, Deletion.ALLOWED, false, true, true, true));
    }

    private static SyncOptions options(String option) {
        return SyncOptions.parse(List.of(option));
    }

    private static KubernetesObject object(String annotation) {
        return annotation.isEmpty() ? PLAIN : Objects.annotated(PLAIN, SyncOptions.ANNOTATION, annotation);
    }
}
