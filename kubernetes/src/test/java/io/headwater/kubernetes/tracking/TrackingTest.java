package io.headwater.kubernetes.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.ApplicationKey;
import io.headwater.kubernetes.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingTest {

    private static final Tracking ALONE = new Tracking("argocd", "");
    private static final Tracking BLUE = new Tracking("argocd", "blue");
    private static final ApplicationKey GUESTBOOK = new ApplicationKey("argocd", "guestbook");

    @ParameterizedTest
    @CsvSource({"argocd/guestbook, guestbook", "team-a/guestbook, team-a_guestbook"})
    void namesAnApplicationByItsNamespaceUnlessThatIsTheControlPlanes(String application, String name) {
        assertThat(ALONE.instanceName(ApplicationKey.parse(application))).isEqualTo(name);
        assertThat(ALONE.applicationOf(name)).contains(ApplicationKey.parse(application));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_", "a_", "_a", "a/b"})
    void knowsWhatNamesNoApplication(String name) {
        assertThat(ALONE.applicationOf(name)).isEmpty();
    }

    @Test
    void stampsANamespacedObjectWithItsOwnNamespace() {
        var desired = Objects.object("apps/v1", "Deployment", "web", "ui");

        var stamped = ALONE.stamp(GUESTBOOK, desired, "default");

        assertThat(stamped.annotations()).containsOnlyKeys(TrackingId.ANNOTATION);
        assertThat(stamped.annotation(TrackingId.ANNOTATION)).contains("guestbook:apps/Deployment:web/ui");
        assertThat(desired.annotations()).isEmpty();
    }

    @Test
    void stampsAnObjectWithoutNamespaceWithTheDestinations() {
        var desired = Objects.object("rbac.authorization.k8s.io/v1", "ClusterRole", "", "view");

        assertThat(ALONE.stamp(GUESTBOOK, desired, "default").annotation(TrackingId.ANNOTATION))
                .contains("guestbook:rbac.authorization.k8s.io/ClusterRole:default/view");
    }

    @Test
    void replacesWhatAnotherInstallationStamped() {
        var desired = BLUE.stamp(new ApplicationKey("x", "y"), Objects.object("v1", "Pod", "a", "b"), "a");

        assertThat(ALONE.stamp(GUESTBOOK, desired, "a").annotations())
                .containsOnlyKeys(TrackingId.ANNOTATION)
                .containsEntry(TrackingId.ANNOTATION, "guestbook:/Pod:a/b");
    }

    @Test
    void neverStampsADefinition() {
        var desired = Objects.object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "", "widgets.example.com");

        assertThat(ALONE.stamp(GUESTBOOK, desired, "default")).isSameAs(desired);
    }

    @Test
    void recognisesOnlyWhatItsOwnInstallationStamped() {
        var object = Objects.object("v1", "Pod", "a", "b");

        assertThat(ALONE.ownerOf(ALONE.stamp(GUESTBOOK, object, "a"))).contains(GUESTBOOK);
        assertThat(BLUE.ownerOf(BLUE.stamp(GUESTBOOK, object, "a"))).contains(GUESTBOOK);
        assertThat(BLUE.ownerOf(ALONE.stamp(GUESTBOOK, object, "a"))).isEmpty();
        assertThat(ALONE.ownerOf(BLUE.stamp(GUESTBOOK, object, "a"))).isEmpty();
        assertThat(ALONE.ownerOf(object)).isEmpty();
    }

    @Test
    void tellsACopyFromTheStampedObject() {
        var service = ALONE.stamp(GUESTBOOK, Objects.object("v1", "Service", "a", "b"), "a");
        var endpoints = Objects.annotated(
                Objects.object("v1", "Endpoints", "a", "b"),
                TrackingId.ANNOTATION,
                service.annotation(TrackingId.ANNOTATION).orElseThrow());

        assertThat(ALONE.isCopy(service)).isFalse();
        assertThat(ALONE.isCopy(endpoints)).isTrue();
        assertThat(ALONE.isCopy(Objects.object("v1", "Endpoints", "a", "b"))).isFalse();
    }

    @Test
    void takesNoDesiredObjectForACopyAfterItsGroupChanged() {
        var live = Objects.annotated(
                Objects.object("networking.k8s.io/v1", "Ingress", "a", "b"),
                TrackingId.ANNOTATION,
                "guestbook:extensions/Ingress:a/b");

        assertThat(ALONE.isCopy(live)).isTrue();
        assertThat(ALONE.isCopy(GUESTBOOK, live, Objects.object("networking.k8s.io/v1", "Ingress", "", "b")))
                .isFalse();
        assertThat(ALONE.isCopy(GUESTBOOK, live, Objects.object("networking.k8s.io/v1", "Ingress", "c", "b")))
                .isTrue();
    }
}
