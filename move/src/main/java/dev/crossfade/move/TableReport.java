package dev.crossfade.move;

/**
 * What happened to one table.
 *
 * @param source collection in the source
 * @param target table in the target
 * @param read rows and unreadable records read
 * @param written rows written
 * @param rejected records that are dead letters, or that made the run fail
 * @param verified rows read back and found equal; 0 when the check did not read them
 * @param digest digest of the rows as they were read, 32 hexadecimal digits
 * @param bytes bytes sent to the target
 * @param seconds the time of the copy
 */
public record TableReport(
    String source,
    String target,
    long read,
    long written,
    long rejected,
    long verified,
    String digest,
    long bytes,
    double seconds) {}
