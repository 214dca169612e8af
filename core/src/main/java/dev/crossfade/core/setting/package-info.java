/** Every setting with its default, limits and meaning. */
@NullMarked
package dev.crossfade.core.setting;

import org.jspecify.annotations.NullMarked;
