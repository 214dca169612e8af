/** Acceptance: the examples are moved by the command line and checked by SQL of their own. */
@org.jspecify.annotations.NullMarked
package dev.crossfade.examples;
