package io.headwater.bench.micro;

import java.util.List;
import org.openjdk.jmh.annotations.Param;

/** CustomResourceDefinitions: {@code -p definitions=FOLDER} for those of a folder, as Argo CD's {@code manifests/crds}; else one that is made up. */
public class DefinitionsBenchmark extends ComparisonBenchmark {

    @Param("")
    private String definitions = "";

    @Param
    private Change change = Change.NONE;

    @Override
    List<Pair> pairs() {
        return SampleDefinitions.of(definitions, change);
    }
}
