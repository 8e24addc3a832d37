package io.headwater.kubernetes.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headwater.kubernetes.ObjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrphanRulesTest {

    private static final ObjectKey SETTINGS = ObjectKey.of("", "ConfigMap", "shop", "settings");
    private static final ObjectKey WEB = ObjectKey.of("apps", "Deployment", "shop", "web");

    @Test
    void areThereOnlyWhereTheProjectAsksForThem() {
        assertThat(Project.of("default", tree("{}")).orphans()).isEmpty();
        assertThat(Project.of("default", tree("{\"orphanedResources\": null}")).orphans())
                .isEmpty();
        assertThat(rules("\"orphanedResources\": {}").warn()).isFalse();
        assertThat(rules("\"orphanedResources\": {\"warn\": true}").warn()).isTrue();
        assertThat(rules("\"orphanedResources\": {}").mayHave(SETTINGS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ServiceAccount, shop, default",
        "'', ConfigMap, shop, kube-root-ca.crt",
        "'', Service, default, kubernetes",
        "'', Endpoints, shop, web",
        "discovery.k8s.io, EndpointSlice, shop, web-x1",
        "'', Namespace, '', shop"
    })
    void passOverWhatKubernetesMakes(String group, String kind, String namespace, String name) {
        assertThat(rules("\"orphanedResources\": {}").mayHave(ObjectKey.of(group, kind, namespace, name)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ServiceAccount, shop, robot",
        "'', Service, shop, kubernetes",
        "example.com, ConfigMap, shop, kube-root-ca.crt"
    })
    void seeWhatOnlyLooksLikeIt(String group, String kind, String namespace, String name) {
        assertThat(rules("\"orphanedResources\": {}").mayHave(ObjectKey.of(group, kind, namespace, name)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # ignore                                               | settings | web
            {}                                                     | false    | true
            {"group": "*"}                                         | false    | false
            {"kind": "ConfigMap"}                                  | false    | true
            {"kind": "ConfigMap", "name": "sett*"}                 | false    | true
            {"kind": "ConfigMap", "name": "other"}                 | true     | true
            {"group": "apps", "kind": "Deploy*"}                   | true     | false
            {"kind": "Deployment"}                                 | true     | true
            {"group": "*", "name": "{web,settings}"}               | false    | false
            {"group": "*", "name": "{"}                            | true     | true
            """)
    void passOverWhatTheProjectIgnores(String ignored, boolean settings, boolean web) {
        var rules = rules("\"orphanedResources\": {\"ignore\": [%s]}".formatted(ignored));

        assertThat(rules.mayHave(SETTINGS)).isEqualTo(settings);
        assertThat(rules.mayHave(WEB)).isEqualTo(web);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # lists                                                                                     | settings | web
            "namespaceResourceWhitelist": []                                                            | false    | false
            "namespaceResourceWhitelist": null                                                          | true     | true
            "namespaceResourceWhitelist": [{"group": "apps", "kind": "*"}]                              | false    | true
            "namespaceResourceBlacklist": [{"group": "", "kind": "ConfigMap"}]                          | false    | true
            "namespaceResourceWhitelist": [{"group": "*", "kind": "*"}], "namespaceResourceBlacklist": [{"group": "apps", "kind": "Deployment"}] | true | false
            "namespaceResourceBlacklist": [{"group": "apps"}]                                           | true     | true
            """)
    void passOverWhatTheProjectDoesNotPermit(String lists, boolean settings, boolean web) {
        var rules = rules("\"orphanedResources\": {}, " + lists);

        assertThat(rules.mayHave(SETTINGS)).isEqualTo(settings);
        assertThat(rules.mayHave(WEB)).isEqualTo(web);
    }

    private static OrphanRules rules(String fields) {
        return Project.of("default", tree("{" + fields + "}")).orphans().orElseThrow();
    }

    private static JsonNode tree(String json) {
        try {
            return new JsonMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
