package io.headwater.bench.micro;

import java.util.List;
import org.openjdk.jmh.annotations.Param;

/** All objects of an application, each compared once. */
public class ApplicationBenchmark extends ComparisonBenchmark {

    @Param({"200", "2000"})
    private int objects;

    @Param
    private Change change = Change.NONE;

    @Override
    List<Pair> pairs() {
        return SampleApplication.of(objects, change);
    }
}
