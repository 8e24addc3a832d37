package io.headwater.differ.core;

import io.headwater.differ.core.SyncRequest.Origin;
import java.util.Optional;

/**
 * The last attempt to sync an application.
 *
 * @param operationId which operation it was
 * @param origin why it was made
 * @param number its number, from 0
 * @param isForTheSame whether it was made for the present version of the application and of what it desires
 * @param succeeded how it ended
 * @param message the same in one sentence
 */
record PastAttempt(
        String operationId, Origin origin, int number, boolean isForTheSame, boolean succeeded, String message) {

    /**
     * The last attempt as operations tell it, or, where they were lost, as the status on the hub remembers it. That one names revisions instead of a
     * set, which makes no difference: the same revisions of the same specification are the same set.
     */
    static Optional<PastAttempt> last(Application application, RenderedSet set, OperationLog operations) {
        return operations.operations().reversed().stream()
                .filter(Operation::isAttempt)
                .findFirst()
                .map(operation -> of(operation, application, set))
                .or(() -> application.lastAttempt().flatMap(attempt -> of(attempt, application, set)));
    }

    private static PastAttempt of(Operation operation, Application application, RenderedSet set) {
        var end = operation
                .finished()
                .orElseThrow(() -> new IllegalStateException("an attempt that has not ended: " + operation.id()));
        return new PastAttempt(
                operation.id(),
                operation.request().origin(),
                operation.request().attempt(),
                operation.isFor(application.specDigest(), set.setDigest()),
                end.succeeded(),
                end.message());
    }

    private static Optional<PastAttempt> of(Attempt attempt, Application application, RenderedSet set) {
        var revisions = set.revisions().stream().map(SourceRevision::revision).toList();
        var ended = new PastAttempt(
                attempt.operationId(),
                Origin.AUTOMATED,
                attempt.retryCount(),
                attempt.specDigest().equals(application.specDigest())
                        && attempt.revisions().equals(revisions),
                attempt.hasSucceeded(),
                "it ended as " + attempt.phase());
        return attempt.isOver() ? Optional.of(ended) : Optional.empty();
    }
}
