package io.headwater.kubernetes.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.GroupKind;
import io.headwater.kubernetes.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingIdTest {

    @ParameterizedTest
    @CsvSource({
        "guestbook:apps/Deployment:default/ui, guestbook, apps, Deployment, default, ui",
        "guestbook:/Service:default/ui, guestbook, '', Service, default, ui",
        "team_guestbook:rbac.authorization.k8s.io/ClusterRole:default/system:view, team_guestbook, rbac.authorization.k8s.io, ClusterRole, default, system:view",
        "a:/Namespace:/b, a, '', Namespace, '', b",
    })
    void readsWhatItWrites(String text, String application, String group, String kind, String namespace, String name) {
        var id = new TrackingId(application, new GroupKind(group, kind), namespace, name);

        assertThat(id).hasToString(text);
        assertThat(TrackingId.parse(text)).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a:b",
                "a:apps/Deployment",
                "a:Deployment:default/ui",
                "a:apps/v1/Deployment:default/ui",
                "a:apps/Deployment:ui",
                "a:apps/Deployment:default/ui/x",
                ":apps/Deployment:default/ui",
                "a:apps/:default/ui",
            })
    void takesAnythingElseForNoId(String text) {
        assertThat(TrackingId.parse(text)).isEmpty();
    }

    @Test
    void describesOneObjectOnly() {
        var id = TrackingId.parse("a:apps/Deployment:default/ui").orElseThrow();

        assertThat(id.describes(Objects.object("apps/v1", "Deployment", "default", "ui")))
                .isTrue();
        assertThat(id.describes(Objects.object("apps/v1beta1", "Deployment", "default", "ui")))
                .isTrue();
        assertThat(id.describes(Objects.object("extensions/v1", "Deployment", "default", "ui")))
                .isFalse();
        assertThat(id.describes(Objects.object("apps/v1", "StatefulSet", "default", "ui")))
                .isFalse();
        assertThat(id.describes(Objects.object("apps/v1", "Deployment", "other", "ui")))
                .isFalse();
        assertThat(id.describes(Objects.object("apps/v1", "Deployment", "default", "api")))
                .isFalse();
    }

    @Test
    void ignoresItsNamespaceForAnObjectWithoutOne() {
        var id = TrackingId.parse("a:/Namespace:default/team").orElseThrow();

        assertThat(id.describes(Objects.object("v1", "Namespace", "", "team"))).isTrue();
    }
}
