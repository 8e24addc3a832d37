/**
 * The hub as the gateway sees it.
 *
 * <p>In: what people ask for. Decided: nothing. Out: operations written into Applications, the secret that webhooks are signed with.
 */
@NullMarked
package io.headwater.gateway.kubernetes;

import org.jspecify.annotations.NullMarked;
