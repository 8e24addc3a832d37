package io.headwater.testcluster.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesRequestTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            GET,    /api/v1/pods,                                            list,             '',   pods,        '',     '',   ''
            GET,    /api/v1/namespaces/shop/pods?watch=true&limit=5,         watch,            '',   pods,        '',     shop, ''
            GET,    /api/v1/namespaces/shop/pods/web,                        get,              '',   pods,        '',     shop, web
            PATCH,  /apis/apps/v1/namespaces/shop/deployments/web?force=true, patch,           apps, deployments, '',     shop, web
            PUT,    /apis/apps/v1/namespaces/shop/deployments/web/status,    update,           apps, deployments, status, shop, web
            POST,   /apis/apps/v1/namespaces/shop/deployments,               create,           apps, deployments, '',     shop, ''
            DELETE, /api/v1/namespaces/shop/secrets/key,                     delete,           '',   secrets,     '',     shop, key
            DELETE, /api/v1/namespaces/shop/secrets,                         deletecollection, '',   secrets,     '',     shop, ''
            GET,    /api/v1/namespaces,                                      list,             '',   namespaces,  '',     '',   ''
            GET,    /api/v1/namespaces/shop,                                 get,              '',   namespaces,  '',     shop, shop
            PUT,    /api/v1/namespaces/shop/finalize,                        update,           '',   namespaces,  finalize, shop, shop
            GET,    /apis/apps/v1,                                           get,              '',   '',          '',     '',   ''
            GET,    /version,                                                get,              '',   '',          '',     '',   ''
            """)
    void isReadAsTheApiServerDoes(
            String method,
            String uri,
            String verb,
            String group,
            String resource,
            String subresource,
            String namespace,
            String name) {
        assertThat(KubernetesRequest.of(Instant.EPOCH, method, URI.create(uri)))
                .isEqualTo(new KubernetesRequest(
                        Instant.EPOCH, method, verb, URI.create(uri), group, resource, subresource, namespace, name));
    }
}
