package dev.crossfade.files.io;

import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.EvidenceCollector;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.RowDigester;
import dev.crossfade.core.value.Tag;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a collection: evidence for each column, and which candidates are keys. */
public final class Tally implements Closeable {
  private final EvidenceCollector collector;
  private final @Nullable Uniqueness[] candidates;
  private final int lastCandidate;
  private final CellCursor cells = new CellCursor();
  private final RowDigester digester = new RowDigester(new boolean[0]);

  /**
   * @param columns number of columns
   * @param candidates which of them may be the key
   */
  public Tally(int columns, int[] candidates) {
    collector = new EvidenceCollector(columns);
    this.candidates = new Uniqueness[columns];
    int last = -1;
    for (int candidate : candidates) {
      this.candidates[candidate] = new Uniqueness();
      last = Math.max(last, candidate);
    }
    lastCandidate = last;
  }

  /** Takes the rows of a batch. */
  public void add(RowBatch batch) {
    collector.add(batch);
    if (lastCandidate < 0) {
      return;
    }
    for (int row = 0; row < batch.rows(); row++) {
      cells.reset(batch.data(), batch.start(row), batch.end(row));
      for (int column = 0; column <= lastCandidate && cells.next(); column++) {
        Uniqueness uniqueness = candidates[column];
        if (uniqueness != null) {
          uniqueness.add(hash());
        }
      }
    }
  }

  private long hash() {
    if (cells.tag() == Tag.INTEGER) {
      return cells.longValue();
    }
    digester.hash(cells.data(), cells.cellStart(), cells.cellStart() + cells.cellLength());
    return digester.high();
  }

  /** Says that a column's null in the last row stands for a field that is not there. */
  public void markAbsent(int column) {
    collector.markAbsent(column);
  }

  /** Number of rows taken. */
  public long rows() {
    return collector.rows();
  }

  /** What was seen in a column. */
  public Evidence evidence(int column) {
    return collector.evidence(column);
  }

  /** Whether a candidate is never null, of one kind that keys can have, and unique. */
  public boolean isKey(int column) {
    Uniqueness uniqueness = candidates[column];
    Evidence evidence = evidence(column);
    boolean oneKind =
        evidence.kind(Tag.INTEGER.name()) == evidence.rows()
            || evidence.kind(Tag.TEXT.name()) == evidence.rows();
    return uniqueness != null
        && evidence.rows() > 0
        && oneKind
        && evidence.nulCharacters() == 0
        && uniqueness.unique();
  }

  @Override
  public void close() {
    for (Uniqueness uniqueness : candidates) {
      if (uniqueness != null) {
        uniqueness.close();
      }
    }
  }
}
