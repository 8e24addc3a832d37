/**
 * What an apply would make of an object, without asking the API server.
 *
 * <p>In: the desired object, the live one with its managed fields, and the schema of their kind. Decided: the object that a server-side apply by Headwater
 * would give. Out: that object, or why the server would refuse. What admission plug-ins of a cluster change cannot be predicted.
 */
@NullMarked
package io.headwater.kubernetes.prediction;

import org.jspecify.annotations.NullMarked;
