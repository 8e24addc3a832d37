/**
 * Which fields of which objects are left out of a comparison, and which objects are not looked at, as Argo CD defines it.
 *
 * <p>In: {@code spec.ignoreDifferences} of an Application and the keys {@code resource.*} of {@code argocd-cm}. Decided: the rules that match an object, and the
 * fields they name in one tree of it. Out: the tree without those fields, or with the values that the cluster has; and what is wrong with rules, while the others
 * go on. No tree that is handed over is changed, and no value of one is in a message.
 *
 * <p>Start with {@link io.headwater.kubernetes.ignore.IgnoreRules}.
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/">Argo CD: diff customization</a>
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/reconcile/">Argo CD: reconcile optimization</a>
 */
@NullMarked
package io.headwater.kubernetes.ignore;

import org.jspecify.annotations.NullMarked;
