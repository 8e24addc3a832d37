/**
 * The gateway: who may see or do what.
 *
 * <p>In: requests of people, scripts and Git servers. Decided: whether a request is allowed and well-formed. Out: the state of applications as JSON, as a
 * stream and as a page; {@code webhooks}, {@code audit}; operations written into Applications.
 */
@NullMarked
package io.headwater.gateway;

import org.jspecify.annotations.NullMarked;
