package io.headwater.kubernetes.diff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who has set a field to its value, from the object's {@code managedFields}.
 *
 * @param manager the field manager's name
 * @param operation {@code Apply} or {@code Update}
 * @param subresource through which it was set, such as {@code scale}; empty for the object itself
 * @param since when the manager last changed anything among its fields; null if the server does not say
 */
public record FieldOwner(
        String manager,
        String operation,
        String subresource,
        @Nullable Instant since) {}
