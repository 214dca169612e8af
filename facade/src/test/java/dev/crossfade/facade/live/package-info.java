@org.jspecify.annotations.NullMarked
package dev.crossfade.facade.live;
