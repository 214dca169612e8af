/** Crossfade in applications of Spring Boot. */
@NullMarked
package dev.crossfade.spring;

import org.jspecify.annotations.NullMarked;
