package io.headwater.applier.core;

import io.headwater.kubernetes.ignore.IgnoreRules;
import io.headwater.kubernetes.ignore.ResourceFilter;
import java.util.List;

/**
 * What the installation says about all applications.
 *
 * @param ignored the differences that are none
 * @param filter which kinds are looked at; objects of others are neither applied nor pruned
 */
public record InstallationSettings(IgnoreRules ignored, ResourceFilter filter) {

    /** Where it says nothing. */
    static final InstallationSettings NONE =
            new InstallationSettings(IgnoreRules.NONE, new ResourceFilter(List.of(), List.of()));
}
