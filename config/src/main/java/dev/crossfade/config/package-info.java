/** Plan files and {@code crossfade.yaml}, in and out. */
@NullMarked
package dev.crossfade.config;

import org.jspecify.annotations.NullMarked;
