/** Commands on live migrations, as people and other programs run them. */
@NullMarked
package dev.crossfade.cli.live;

import org.jspecify.annotations.NullMarked;
