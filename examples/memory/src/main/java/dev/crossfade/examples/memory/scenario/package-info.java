/** Takes the server from its file to the database, under load and with things going wrong. */
@NullMarked
package dev.crossfade.examples.memory.scenario;

import org.jspecify.annotations.NullMarked;
