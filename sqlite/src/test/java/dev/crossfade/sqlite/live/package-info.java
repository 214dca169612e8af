@org.jspecify.annotations.NullMarked
package dev.crossfade.sqlite.live;
