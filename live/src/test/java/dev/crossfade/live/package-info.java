@org.jspecify.annotations.NullMarked
package dev.crossfade.live;
