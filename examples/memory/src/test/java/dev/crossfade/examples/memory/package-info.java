/** The server over a file, over both stores, and on its way from one to the other. */
package dev.crossfade.examples.memory;
