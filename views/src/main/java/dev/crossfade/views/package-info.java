/** The documents of a store as objects of an application's types, by Jackson. */
@NullMarked
package dev.crossfade.views;

import org.jspecify.annotations.NullMarked;
