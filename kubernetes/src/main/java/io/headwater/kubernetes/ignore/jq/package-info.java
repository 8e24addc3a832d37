/**
 * The part of jq in which people say which fields they mean: path expressions, as in {@code jqPathExpressions}.
 *
 * <p>In: the text of a program, and a tree. Decided: at which places of the tree the fields are that the program names. Out: those places, or why there are none.
 * Nothing is changed and nothing but the tree can be read: there is no environment, no file, no further input and no module.
 *
 * <p>The interpreter is our own, since programs are written by whoever may edit an Application and have to end: it counts its steps, what it builds and how deep
 * it is, and looks at the clock, at every point at which a program can go on. Interpreters for the JVM offer nowhere to do so. What it understands, it
 * understands as gojq does, which Argo CD uses; what it does not (definitions, assignments, formats) is refused when a program is compiled.
 *
 * @see <a href="https://jqlang.org/manual/">jq: the manual</a>
 * @see <a href="https://github.com/itchyny/gojq#difference-to-jq">gojq: where it differs from jq</a>
 */
@NullMarked
package io.headwater.kubernetes.ignore.jq;

import org.jspecify.annotations.NullMarked;
