/** Tests of typed views, over a real store. */
package dev.crossfade.views;
