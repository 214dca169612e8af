/** Acceptance: the examples are moved by the command line and checked by SQL of their own. */
package dev.crossfade.examples;
