package dev.crossfade.core.segment;

import java.util.List;

/**
 * What opening a segment found in its last file.
 *
 * @param cutBytes length of the torn end that was cut; 0 after a proper end
 * @param damage bad places before valid records, which are left as they are
 */
public record SegmentRecovery(long cutBytes, List<SegmentDamage> damage) {
  static final SegmentRecovery NONE = new SegmentRecovery(0, List.of());
}
