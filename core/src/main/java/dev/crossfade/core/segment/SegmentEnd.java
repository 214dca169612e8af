package dev.crossfade.core.segment;

/**
 * Where a file of a segment ended.
 *
 * @param file its name, without folder
 * @param last the number of its last record; one less than it begins with when it has none
 * @param bytes its length
 */
public record SegmentEnd(String file, long last, long bytes) {}
