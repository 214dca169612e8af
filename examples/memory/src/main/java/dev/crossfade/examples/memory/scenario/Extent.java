package dev.crossfade.examples.memory.scenario;

import java.time.Duration;

/**
 * How much of the scenario.
 *
 * @param seed of the load
 * @param threads that make load
 * @param thinkTime between two requests of a thread
 * @param writes of each kind that are acknowledged before it goes on
 */
public record Extent(long seed, int threads, Duration thinkTime, long writes) {}
