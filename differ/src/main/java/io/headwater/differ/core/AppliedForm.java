package io.headwater.differ.core;

/**
 * What a cluster has made of a desired object: applying it gave this, and would again.
 *
 * @param desired the digest of the desired object
 * @param live the digest of the live one, without what changes by itself ({@link Comparisons#contentOf})
 */
public record AppliedForm(String desired, String live) {}
