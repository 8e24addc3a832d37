package io.headwater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** The lines in which two texts differ, as {@code diff -u} shows them. */
final class UnifiedDiff {

    private UnifiedDiff() {}

    /** Empty if the two are equal. */
    static String of(String before, String after) {
        var left = new RawText(before.getBytes(UTF_8));
        var right = new RawText(after.getBytes(UTF_8));
        var edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, left, right);
        var out = new ByteArrayOutputStream();
        try (var formatter = new DiffFormatter(out)) {
            formatter.format(edits, left, right);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(UTF_8);
    }
}
