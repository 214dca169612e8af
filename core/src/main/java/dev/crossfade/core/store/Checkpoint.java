package dev.crossfade.core.store;

import dev.crossfade.core.value.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What is durable of a collection's copy once the chunk with this checkpoint is committed.
 *
 * @param chunk number of the chunk, from 0
 * @param position where the scan goes on
 * @param read rows read in this chunk, rejects included
 * @param rejected rows and unreadable records rejected in this chunk
 * @param written digest of the raw rows written in this chunk
 * @param bytes bytes sent to the target in this chunk
 * @param lastKey encoded key of the last row read, or null where rows don't come in key order
 * @param last whether the collection is complete with it
 */
public record Checkpoint(
    int chunk,
    Position position,
    long read,
    long rejected,
    Digest written,
    long bytes,
    byte @Nullable [] lastKey,
    boolean last) {}
