@org.jspecify.annotations.NullMarked
package dev.crossfade.cli.proof;
