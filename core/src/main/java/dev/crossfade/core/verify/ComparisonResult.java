package dev.crossfade.core.verify;

import dev.crossfade.core.value.Digest;
import java.util.List;

/**
 * What a comparison of one collection found.
 *
 * @param source digest of the source's rows, without those that are known dead letters
 * @param target digest of the target's rows
 * @param deadLetters rows of the source left out because they are dead letters
 * @param missing rows that the target lacks
 * @param extra rows that only the target has
 * @param differing rows whose key both have, with other values
 * @param complete whether the three counts are all there is; false when the search ended at the
 *     limit
 * @param listed the first differences
 */
public record ComparisonResult(
    Digest source,
    Digest target,
    long deadLetters,
    long missing,
    long extra,
    long differing,
    boolean complete,
    List<Difference> listed) {

  /** Whether both sides hold the same rows. */
  public boolean equal() {
    return missing == 0 && extra == 0 && differing == 0 && source.equals(target);
  }
}
