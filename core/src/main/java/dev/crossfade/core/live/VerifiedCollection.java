package dev.crossfade.core.live;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.verify.ComparisonResult;
import dev.crossfade.core.verify.Difference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a live verification found in one collection.
 *
 * @param plan the collection
 * @param source digest of the open store's rows, the sum of its chunks, each of its own moment
 * @param target digest of the closed store's rows, of the same moments
 * @param deadKeys keys left out because they are dead
 * @param missing rows that the closed store lacks
 * @param extra rows that only the closed store has
 * @param differing rows whose key both have, with other values
 * @param complete whether the three counts are all there is
 * @param listed the first differences
 * @param chunks how many pieces it took
 * @param first version of the closed store in the first piece; -1 before it
 * @param version of the closed store in the last piece
 * @param longest how long a snapshot of the open store lasted for a piece, at most
 */
public record VerifiedCollection(
    CollectionPlan plan,
    Digest source,
    Digest target,
    long deadKeys,
    long missing,
    long extra,
    long differing,
    boolean complete,
    List<Difference> listed,
    int chunks,
    long first,
    long version,
    Duration longest) {

  static VerifiedCollection begin(CollectionPlan plan) {
    return new VerifiedCollection(
        plan, Digest.EMPTY, Digest.EMPTY, 0, 0, 0, 0, true, List.of(), 0, -1, -1, Duration.ZERO);
  }

  VerifiedCollection plus(ComparisonResult found, int dead, long shown, long nanos) {
    List<Difference> all = new ArrayList<>(listed);
    all.addAll(found.listed());
    Duration took = Duration.ofNanos(nanos);
    return new VerifiedCollection(
        plan,
        source.plus(found.source()),
        target.plus(found.target()),
        deadKeys + dead,
        missing + found.missing(),
        extra + found.extra(),
        differing + found.differing(),
        complete && found.complete(),
        List.copyOf(all),
        chunks + 1,
        chunks == 0 ? shown : first,
        shown,
        took.compareTo(longest) > 0 ? took : longest);
  }

  /** Together with further pieces of the same collection. */
  VerifiedCollection plus(VerifiedCollection later) {
    ComparisonResult found =
        new ComparisonResult(
            later.source,
            later.target,
            0,
            later.missing,
            later.extra,
            later.differing,
            later.complete,
            later.listed);
    return plus(found, Math.toIntExact(later.deadKeys), later.version, later.longest.toNanos());
  }

  /** Rows of the open store that were compared. */
  public long rows() {
    return source.rows();
  }

  /** How many keys differ. */
  public long differences() {
    return missing + extra + differing;
  }

  /** Whether both hold the same rows, apart from dead keys. */
  public boolean equal() {
    return differences() == 0 && source.equals(target);
  }
}
