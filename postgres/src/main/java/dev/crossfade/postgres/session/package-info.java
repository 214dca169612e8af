/** Connections in use: their settings, their life, and what their failures mean. */
@NullMarked
package dev.crossfade.postgres.session;

import org.jspecify.annotations.NullMarked;
