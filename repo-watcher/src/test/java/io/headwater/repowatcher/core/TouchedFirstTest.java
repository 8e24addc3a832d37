package io.headwater.repowatcher.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.headwater.kubernetes.ApplicationKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class TouchedFirstTest {

    @Test
    void putsThoseFirstWhoseFolderHoldsAChange() {
        var order = TouchedFirst.of(
                List.of(at("apps/web"), at("./apps/api/"), at("apps/we"), at("."), at("")),
                List.of("apps/web/a.yaml", "apps/web-2/b.yaml", "README.md"));

        assertThat(order.touched()).containsExactly(at("apps/web").key(), at(".").key(), at("").key());
        assertThat(order.others())
                .containsExactly(at("./apps/api/").key(), at("apps/we").key());
    }

    private static WatchedSource at(String path) {
        var name = "at-" + path.replace('/', '_');
        return new WatchedSource(
                new SourceKey(new ApplicationKey("argocd", name), 0), "spec", "https://git/shop", "", path);
    }
}
