package dev.crossfade.core.live;

import dev.crossfade.core.live.LiveStore.Chunk;
import dev.crossfade.core.live.LiveStore.TakeRequest;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A verification of both keys, a piece each, that takes off the record what it has seen. What
 * {@link LiveVerification} does with its stores, one call a step; passes and the choice of what is
 * taken off are the production code.
 */
record Verifier(int label) implements Process {
  private static final int ATTEMPTS = 2;
  private static final List<KeyRange> PIECES =
      List.of(
          new KeyRange(null, Rows.key(World.KEYS[0])), new KeyRange(Rows.key(World.KEYS[0]), null));

  private record Seen(int piece, long version, boolean equal) {}

  private record At(int piece, int attempt, List<Seen> seen, PassStep step) {}

  private record Compare(At at, PassStep.Done done) {}

  private record Look(List<Seen> seen) {}

  private record Forget(Map<String, Long> keys) {}

  @Override
  public String name() {
    return "verify " + label;
  }

  @Override
  public Object begin() {
    return "verifier";
  }

  @Override
  public @Nullable Object step(World world, Object at) {
    MemoryStore from = world.first;
    MemoryStore to = world.second;
    if (at instanceof At piece) {
      return after(piece, piece.step().next(from, to));
    }
    if (at instanceof Compare compare) {
      return compare(world, to, compare);
    }
    if (at instanceof Look look) {
      return look(world, to, look);
    }
    if (at instanceof Forget forget) {
      List<ChangedKey> keys = new ArrayList<>();
      forget.keys().forEach((key, version) -> keys.add(new ChangedKey(Rows.key(key), version)));
      to.forget(Rows.PLAN, keys);
      return DONE;
    }
    if (!to.state().complete()) {
      return null;
    }
    if (!world.has(Bug.RECORDED_TOO_LATE)) {
      to.recordChanges();
    }
    return piece(0, 0, List.of());
  }

  private Object piece(int piece, int attempt, List<Seen> seen) {
    String id = name() + "@" + piece + "@" + attempt;
    Chunk chunk = new Chunk(Rows.PLAN, PIECES.get(piece), Integer.MAX_VALUE);
    return new At(piece, attempt, seen, new PassStep.Look(new TakeRequest(id, chunk)));
  }

  private Object after(At at, PassStep step) {
    if (!(step instanceof PassStep.Done done)) {
      return new At(at.piece(), at.attempt(), at.seen(), step);
    }
    return switch (done.result().kind()) {
      case BLOCKED -> DONE;
      case OVERTAKEN -> again(at);
      case APPLIED, EMPTY -> new Compare(at, done);
    };
  }

  private Object again(At at) {
    return at.attempt() + 1 == ATTEMPTS ? DONE : piece(at.piece(), at.attempt() + 1, at.seen());
  }

  private Object compare(World world, MemoryStore to, Compare compare) {
    At at = compare.at();
    long version = compare.done().result().version();
    RowScan there = to.read(Rows.PLAN, PIECES.get(at.piece()), version);
    Changes changes = compare.done().changes();
    if (there == null || changes == null || changes.chunk() == null) {
      return again(at);
    }
    boolean equal = text(changes.chunk().scan()).equals(text(there));
    if (equal) {
      world.compared(World.KEYS[at.piece()], version);
    }
    List<Seen> seen = new ArrayList<>(at.seen());
    seen.add(new Seen(at.piece(), version, equal));
    return seen.size() < PIECES.size() ? piece(seen.size(), 0, seen) : new Look(seen);
  }

  private static Object look(World world, MemoryStore to, Look look) {
    if (world.has(Bug.RECORDED_TOO_LATE)) {
      to.recordChanges();
    }
    VerifiedRanges ranges = new VerifiedRanges(Rows.PLAN);
    look.seen()
        .forEach(
            seen ->
                ranges.add(
                    PIECES.get(seen.piece()),
                    world.has(Bug.TAKEN_OFF_WHATEVER_CAME_LATER) ? Long.MAX_VALUE : seen.version(),
                    seen.equal()));
    Map<String, Long> keys = new TreeMap<>();
    ranges
        .covered(to.changedKeys(Rows.PLAN))
        .forEach(key -> keys.put(Rows.text(key.key()), key.version()));
    return new Forget(keys);
  }

  private static String text(RowScan scan) {
    StringBuilder text = new StringBuilder();
    RowBatch batch = new RowBatch(64);
    while (scan.next(batch)) {
      for (int row = 0; row < batch.rows(); row++) {
        CellCursor cells = batch.cursor(row);
        while (cells.next()) {
          text.append(
                  new String(cells.data(), cells.offset(), cells.length(), StandardCharsets.UTF_8))
              .append(' ');
        }
      }
    }
    return text.toString();
  }
}
