package dev.crossfade.core.shape;

import java.util.List;

/**
 * What a source looks like.
 *
 * @param location the path as the user gave it
 * @param format {@code sqlite}, {@code json}, {@code jsonl} or {@code csv}; {@code folder} for
 *     several
 * @param collections in the source's order
 * @param problems of the source as a whole
 * @param sampled whether only a part of the rows was read
 */
public record SourceShape(
    String location,
    String format,
    List<CollectionShape> collections,
    List<Problem> problems,
    boolean sampled) {}
