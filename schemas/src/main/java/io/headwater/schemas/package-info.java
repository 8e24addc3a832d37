/**
 * The contracts between services.
 *
 * <p>In: records and keys in the language of the domain. Decided here: which topics exist and how they are kept, into which partition a record
 * falls, how a record becomes bytes, which headers it carries. Out: bytes that any version of any service can read.
 */
@NullMarked
package io.headwater.schemas;

import org.jspecify.annotations.NullMarked;
