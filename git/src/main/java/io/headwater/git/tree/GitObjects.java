package io.headwater.git.tree;

import io.headwater.git.RepositoryUrl;
import org.eclipse.jgit.lib.ObjectReader;

/** The objects of one repository, wherever they lie. */
public interface GitObjects {

    RepositoryUrl url();

    /** A reader for one thread, to be closed. */
    ObjectReader newReader();

    /** Takes note that an object that must be there is missing or damaged, so that these objects are replaced before long. */
    void distrust();
}
