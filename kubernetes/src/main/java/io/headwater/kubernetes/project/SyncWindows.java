package io.headwater.kubernetes.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.headwater.kubernetes.project.SyncWindow.Kind;
import io.headwater.kubernetes.project.WindowVerdict.Allowed;
import io.headwater.kubernetes.project.WindowVerdict.Forbidden;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sync windows of an AppProject. */
public record SyncWindows(List<SyncWindow> windows) {

    /** Further ahead than this many boundaries nobody looks: windows that meet without a gap have no end. */
    private static final int MOST_BOUNDARIES = 100;

    public SyncWindows {
        windows = List.copyOf(windows);
    }

    static SyncWindows of(JsonNode entries) {
        var windows = new ArrayList<SyncWindow>();
        for (var i = 0; i < entries.size(); i++) {
            windows.add(SyncWindowReader.read(entries.get(i), "spec.syncWindows[%d]".formatted(i)));
        }
        return new SyncWindows(windows);
    }

    /** What is wrong with the windows about an application. */
    public List<String> problemsAbout(Delivery delivery) {
        return windows.stream()
                .flatMap(window -> window.problemsAbout(delivery).stream())
                .toList();
    }

    /**
     * Whether an application may be synced, and for how long that is so. An open window that forbids goes before an open one that allows; where none is open, the
     * ones that would allow forbid.
     */
    public WindowVerdict at(Delivery delivery, Instant now) {
        return about(delivery).at(now);
    }

    private SyncWindows about(Delivery delivery) {
        return new SyncWindows(
                windows.stream().filter(window -> window.isAbout(delivery)).toList());
    }

    private WindowVerdict at(Instant now) {
        var forbidding = forbiddingAt(now);
        var isForbidden = !forbidding.isEmpty();
        var until = Optional.<Instant>empty();
        var again = boundaryAfter(now);
        for (var i = 0; i < MOST_BOUNDARIES && until.isEmpty() && again.isPresent(); i++) {
            if (forbiddingAt(again.get()).isEmpty() == isForbidden) {
                until = again;
            } else {
                again = boundaryAfter(again.get());
            }
        }
        return isForbidden
                ? new Forbidden(
                        forbidding,
                        forbidding.stream().allMatch(SyncWindow::manual),
                        forbidding.stream().allMatch(SyncWindow::overrun),
                        until,
                        again)
                : new Allowed(until, again);
    }

    /** The windows for which nothing is synced; empty if something may be. */
    private List<SyncWindow> forbiddingAt(Instant now) {
        var open = windows.stream().filter(window -> window.isOpenAt(now)).toList();
        var denying = of(Kind.DENY, open);
        if (!denying.isEmpty()) {
            return denying;
        }
        return of(Kind.ALLOW, open).isEmpty() ? of(Kind.ALLOW, windows) : List.of();
    }

    private static List<SyncWindow> of(Kind kind, List<SyncWindow> among) {
        return among.stream().filter(window -> window.kind() == kind).toList();
    }

    private Optional<Instant> boundaryAfter(Instant now) {
        return windows.stream()
                .flatMap(window -> window.boundaryAfter(now).stream())
                .min(Comparator.naturalOrder());
    }
}
