/** Live migrations: following, looking, verifying, switching over and back. */
@NullMarked
package dev.crossfade.cli.live;

import org.jspecify.annotations.NullMarked;
