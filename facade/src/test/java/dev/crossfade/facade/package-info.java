@NullMarked
package dev.crossfade.facade;

import org.jspecify.annotations.NullMarked;
