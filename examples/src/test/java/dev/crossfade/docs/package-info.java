/** Holds the documentation against the program. */
package dev.crossfade.docs;
