package io.headwater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** The lines in which two texts differ, as {@code diff -u} shows them. */
final class UnifiedDiff {

    private static final long MOST_PAIRS = 100_000_000;

    private UnifiedDiff() {}

    /** Empty if the two are equal. */
    static String of(String before, String after) {
        var left = new RawText(before.getBytes(UTF_8));
        var right = new RawText(after.getBytes(UTF_8));
        var edits = edits(left, right);
        var out = new ByteArrayOutputStream();
        try (var formatter = new DiffFormatter(out)) {
            formatter.format(edits, left, right);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(UTF_8);
    }

    /** Of texts so long that looking for what they have in common would take minutes, what differs is shown as one block. */
    private static EditList edits(RawText left, RawText right) {
        var whole =
                RawTextComparator.DEFAULT.reduceCommonStartEnd(left, right, new Edit(0, left.size(), 0, right.size()));
        if ((long) whole.getLengthA() * whole.getLengthB() <= MOST_PAIRS) {
            return new HistogramDiff().diff(RawTextComparator.DEFAULT, left, right);
        }
        return EditList.singleton(whole);
    }
}
