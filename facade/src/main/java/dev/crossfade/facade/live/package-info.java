/**
 * Documents in a store of an application, and tables of PostgreSQL, as the two stores of a move.
 */
@NullMarked
package dev.crossfade.facade.live;

import org.jspecify.annotations.NullMarked;
