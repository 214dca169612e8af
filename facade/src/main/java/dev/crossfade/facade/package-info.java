/** What an application writes to and reads from, whichever of its two stores is open. */
@NullMarked
package dev.crossfade.facade;

import org.jspecify.annotations.NullMarked;
