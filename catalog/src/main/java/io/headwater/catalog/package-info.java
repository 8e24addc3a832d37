/**
 * The catalog: which applications, projects, repositories and clusters exist, and what was asked of them.
 *
 * <p>In: the hub's custom resources, labelled Secrets and the ConfigMap {@code argocd-cm}. Decided: what of them is new, what is wrong with a specification, which cluster a
 * destination means, and whether an operation was asked for. Out: {@code applications}, {@code projects}, {@code settings}, {@code repositories}, {@code clusters} and
 * {@code syncs}.
 */
@NullMarked
package io.headwater.catalog;

import org.jspecify.annotations.NullMarked;
