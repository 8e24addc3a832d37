package io.headwater.bench.micro;

import java.util.List;
import org.openjdk.jmh.annotations.Param;

/** One object with one long list. Ten times the elements must cost ten times as much. */
public class LongListBenchmark extends ComparisonBenchmark {

    @Param
    private LongList list = LongList.VARIABLES;

    @Param({"1000", "10000"})
    private int elements;

    @Param
    private LongList.Change change = LongList.Change.NONE;

    @Override
    List<Pair> pairs() {
        return List.of(list.pair(elements, change));
    }
}
