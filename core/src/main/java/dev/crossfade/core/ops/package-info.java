/** What happens, as one stream: progress, notes, findings. */
@NullMarked
package dev.crossfade.core.ops;

import org.jspecify.annotations.NullMarked;
