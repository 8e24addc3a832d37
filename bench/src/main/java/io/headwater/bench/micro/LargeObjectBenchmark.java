package io.headwater.bench.micro;

import java.util.List;
import org.openjdk.jmh.annotations.Param;

/** One object of 1 MB. */
public class LargeObjectBenchmark extends ComparisonBenchmark {

    @Param
    private LargeObject object = LargeObject.CONFIG_MAP;

    @Param
    private Change change = Change.NONE;

    @Override
    List<Pair> pairs() {
        return List.of(object.pair(change));
    }
}
