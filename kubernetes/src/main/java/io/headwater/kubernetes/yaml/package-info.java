/**
 * Manifests as text.
 *
 * <p>In: the bytes of a YAML or JSON file from Git, which are not to be trusted. Decided here: what objects the file says, read as {@code
 * sigs.k8s.io/yaml} reads it (YAML 1.1 scalars, merge keys, anchors), within limits. Out: objects with the line each one stands on, or one
 * error that names file, line, column, what is wrong and how to repair it. The way back, {@link ManifestWriter}, prints as {@code kustomize
 * build} and {@code kubectl -o yaml} do.
 */
@NullMarked
package io.headwater.kubernetes.yaml;

import org.jspecify.annotations.NullMarked;
