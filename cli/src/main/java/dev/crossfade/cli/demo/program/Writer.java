package dev.crossfade.cli.demo.program;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread of the application. It alone writes its notes and labels, so that its journal says
 * what they must be; balances are shared by all. When a store refuses a transaction it tries the
 * same one on the other, until one takes it.
 */
final class Writer {
  private static final long GIVE_UP_NANOS = 60_000_000_000L;
  private static final long PAUSE_BETWEEN_STORES_NANOS = 2_000_000;
  private static final int NOTES = 150;
  private static final int LABELS = 40;

  private final int number;
  private final Random random;
  private final Journal journal;
  private final List<Store> stores;
  private final Set<Long> notes = new HashSet<>();
  private long done;
  private long nextNote = 1;

  /**
   * @param number of the writer, from 1
   * @param stores that of the beginning first
   */
  Writer(int number, long seed, Path folder, List<Store> stores) throws IOException {
    this.number = number;
    this.stores = new ArrayList<>(stores);
    random = new Random(seed * 31 + number);
    journal = new Journal(Journal.file(folder, number));
  }

  /** Makes one transaction, and keeps to a rate. */
  void step(long pauseNanos) throws IOException {
    long start = System.nanoTime();
    List<Change> changes = changes();
    done++;
    journal.tried(done, changes);
    journal.acknowledged(done, commit(changes));
    LockSupport.parkNanos(pauseNanos - (System.nanoTime() - start));
  }

  /** Does the transaction, and says where. */
  private String commit(List<Change> changes) {
    long start = System.nanoTime();
    while (true) {
      try {
        stores.get(0).commit(number, done, changes);
        return stores.get(0).name();
      } catch (SQLException refused) {
        if (happened()) {
          return stores.get(0).name();
        }
        if (System.nanoTime() - start > GIVE_UP_NANOS) {
          throw new IllegalStateException("no store takes writer " + number, refused);
        }
        stores.add(stores.remove(0));
        LockSupport.parkNanos(PAUSE_BETWEEN_STORES_NANOS);
      }
    }
  }

  /** Whether a commit that gave an error was done nevertheless. */
  private boolean happened() {
    try {
      return stores.get(0).last(number) >= done;
    } catch (SQLException unreachable) {
      return false;
    }
  }

  private List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      changes.add(note());
    }
    if (random.nextInt(2) == 0) {
      changes.add(transfer());
    }
    if (random.nextInt(2) == 0) {
      changes.add(label());
    }
    return changes;
  }

  private Change note() {
    int choice = random.nextInt(10);
    if (notes.isEmpty() || choice < 4 && notes.size() < NOTES) {
      long added = nextNote++;
      notes.add(added);
      return Change.of(Change.Kind.ADD_NOTE, number, added, body(), score());
    }
    long chosen = notes.stream().skip(random.nextInt(notes.size())).findFirst().orElseThrow();
    if (choice < 7) {
      return Change.of(Change.Kind.EDIT_NOTE, number, chosen, body(), score());
    }
    notes.remove(chosen);
    if (choice < 9) {
      return Change.of(Change.Kind.REMOVE_NOTE, number, chosen);
    }
    long renumbered = nextNote++;
    notes.add(renumbered);
    return Change.of(Change.Kind.RENUMBER_NOTE, number, chosen, renumbered);
  }

  private Change transfer() {
    long payer = 1L + random.nextInt(Writers.ACCOUNTS);
    long payee = 1 + (payer + random.nextInt(Writers.ACCOUNTS - 1)) % Writers.ACCOUNTS;
    return Change.of(
        Change.Kind.TRANSFER, number + "-" + done, payer, payee, 1 + random.nextInt(100));
  }

  private Change label() {
    byte[] shape = new byte[1 + random.nextInt(12)];
    random.nextBytes(shape);
    return Change.of(
        Change.Kind.REPLACE_LABEL,
        number * 1000L + random.nextInt(LABELS),
        "label " + number + "." + random.nextInt(LABELS),
        HexFormat.of().formatHex(shape));
  }

  private String body() {
    return random.nextInt(8) == 0 ? "" : "note " + random.nextInt(1_000_000) + " ÄÖ €";
  }

  private double score() {
    return random.nextInt(100_000) / 8.0;
  }

  void close() throws IOException, SQLException {
    journal.close();
    for (Store store : stores) {
      store.close();
    }
  }
}
