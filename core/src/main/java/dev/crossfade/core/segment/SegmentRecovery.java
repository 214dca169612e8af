package dev.crossfade.core.segment;

import java.util.List;

/**
 * What opening a segment found in its last file.
 *
 * @param cutBytes length of the torn end that was cut; 0 after a proper end
 * @param damage bad places before valid records, which are left as they are; a file without a valid
 *     line, which was renamed to end in {@code .damaged}; and last, under its own name, which has
 *     {@code .unforced} in it, the file that keeps what was cut with a hole
 */
public record SegmentRecovery(long cutBytes, List<SegmentDamage> damage) {
  static final SegmentRecovery NONE = new SegmentRecovery(0, List.of());
}
