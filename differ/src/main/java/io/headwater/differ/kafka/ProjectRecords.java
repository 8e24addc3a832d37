package io.headwater.differ.kafka;

import io.headwater.kubernetes.project.Project;
import io.headwater.schemas.avro.ProjectObserved;

/** Reads what the catalog says of projects. */
public final class ProjectRecords {

    private ProjectRecords() {}

    public static Project project(ProjectObserved observed) {
        return Project.of(observed.getName(), Contents.tree(observed.getSpec()));
    }
}
