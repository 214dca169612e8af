package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.PreparedPasses;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.sqlite.SqliteDatabase;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A private database beside a followed file that stays untouched: the control row and the passes,
 * as they lie in the file itself where triggers are installed, and the digests of what the target
 * has. Every call of it that writes belongs into {@link #write}, unless it says otherwise.
 */
final class Sidecar implements AutoCloseable {
  private static final Duration BUSY = Duration.ofSeconds(30);

  /** Whether the first copy is read from a copy that is kept. */
  enum Base {
    /** It is not made yet. */
    NONE,
    /** It is kept, and what the target has is equal to it. */
    KEPT,
    /** Digests are taken from it, or it was lost. */
    DONE
  }

  /**
   * What is known of the file.
   *
   * @param application its application_id; null when the next one is taken for right
   * @param fingerprint of the file when nothing was found changed or all was confirmed; or null
   * @param refused how many rows were gone when a pass was refused for it, 0 if none was
   * @param accepted how many rows may be gone
   */
  record Known(
      @Nullable Long application, @Nullable String fingerprint, long refused, long accepted) {}

  /**
   * What it begins with.
   *
   * @param confirmed the pass that the target shows, or null
   * @param fresh whether no row was copied yet
   */
  record Beginning(@Nullable String confirmed, boolean fresh) {}

  private final LiveFile file;

  private Sidecar(Path path) {
    file = new LiveFile(path, BUSY);
  }

  /**
   * Opens it.
   *
   * @throws CrossfadeException CF-6502 when it is not there, or not this migration's
   */
  static Sidecar open(Path path, String migration) {
    if (!Files.exists(path)) {
      throw lost(path, "it is not there");
    }
    Sidecar sidecar = new Sidecar(path);
    try {
      String owner =
          LiveFile.text(
              sidecar.reader(), "SELECT name FROM sqlite_schema WHERE name = 'crossfade_control'");
      if (owner.isEmpty()) {
        throw lost(path, "it is empty");
      }
      owner = LiveFile.text(sidecar.reader(), "SELECT migration FROM crossfade_control");
      if (!owner.equals(migration)) {
        throw lost(path, "it is of migration " + owner);
      }
      return sidecar;
    } catch (CrossfadeException e) {
      sidecar.close();
      throw e.code() == ErrorCode.CF_6502 ? e : lost(path, e.detail());
    }
  }

  private static CrossfadeException lost(Path path, String why) {
    return new CrossfadeException(ErrorCode.CF_6502, path + ": " + why);
  }

  /**
   * Makes it anew, in place of one that may be there; all tables are dirty as a whole.
   *
   * @param tables statements that make further ones
   */
  static Sidecar create(Path path, String migration, Beginning begin, List<String> tables) {
    remove(path);
    try {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_6002, path.toString(), e);
    }
    Sidecar sidecar = new Sidecar(path);
    try {
      LiveFile.text(sidecar.file.writer(), "PRAGMA journal_mode = WAL");
      sidecar.write(
          () -> {
            sidecar.tables(migration, begin);
            tables.forEach(sidecar.writer()::execute);
            return true;
          });
      return sidecar;
    } catch (RuntimeException | Error e) {
      sidecar.close();
      throw e;
    }
  }

  private void tables(String migration, Beginning begin) {
    List<String> statements = new ArrayList<>(SideTables.statements("live/side-tables"));
    statements.addAll(SideTables.statements("live/snapshot-tables"));
    statements.forEach(writer()::execute);
    writer()
        .execute(
            "INSERT INTO crossfade_control VALUES (?, '', 1, 0, 0, 0, 0, 1, NULL, ?, 0, ?)",
            migration,
            begin.confirmed(),
            SideTables.FORMAT);
    writer().execute("INSERT INTO crossfade_fence VALUES (1, 0)");
    writer()
        .execute(
            "INSERT INTO crossfade_snapshot VALUES (NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, ?)",
            (begin.fresh() ? Base.NONE : Base.DONE).name());
  }

  /**
   * Takes note of a followed collection, whose rows are all dirty.
   *
   * @param ordered whether it is read in the key's order without being sorted
   * @param note the statement that notes what it is
   */
  void follow(int number, CollectionPlan plan, boolean ordered, String note) {
    new DigestTable(number, plan).create().forEach(writer()::execute);
    writer().execute(note);
    writer()
        .execute("INSERT INTO crossfade_digested VALUES (?, ?, 1, NULL)", number, ordered ? 1 : 0);
  }

  boolean isFollowing() {
    return LiveFile.number(reader(), "SELECT count(*) FROM crossfade_followed") > 0;
  }

  SqliteDatabase reader() {
    return file.reader();
  }

  SqliteDatabase writer() {
    return file.writer();
  }

  Path path() {
    return file.path();
  }

  <T> T write(Supplier<T> work) {
    T result = file.write(work);
    file.checkpoint();
    return result;
  }

  <T> T snapshot(Supplier<T> work) {
    return file.snapshot(work);
  }

  StoreState state() {
    return ControlRow.state(reader());
  }

  PreparedPasses preparedPasses() {
    return snapshot(() -> ControlRow.preparedPasses(reader()));
  }

  /** Grows with all that is prepared, confirmed or touched here. */
  long generation() {
    return LiveFile.number(reader(), "SELECT synced FROM crossfade_control");
  }

  /** Lets it grow. */
  long nextGeneration() {
    writer().execute("UPDATE crossfade_control SET synced = synced + 1");
    return LiveFile.number(writer(), "SELECT synced FROM crossfade_control");
  }

  Known known() {
    return reader()
        .query(
            "SELECT application, fingerprint, refused, accepted FROM crossfade_snapshot",
            row -> {
              long application = row.getLong(1);
              return new Known(
                  row.wasNull() ? null : application,
                  row.getString(2),
                  row.getLong(3),
                  row.getLong(4));
            })
        .get(0);
  }

  Base base() {
    return Base.valueOf(LiveFile.text(reader(), "SELECT base FROM crossfade_snapshot"));
  }

  void base(Base base) {
    writer().execute("UPDATE crossfade_snapshot SET base = ?", base.name());
  }

  /** The digests of a collection. */
  DigestTable digests(CollectionPlan plan) {
    long number =
        LiveFile.number(
            reader(),
            "SELECT t FROM crossfade_followed WHERE name = ?1 COLLATE NOCASE ORDER BY name <> ?1",
            plan.source());
    if (number == 0) {
      throw FollowedTable.refused(plan, "it is not followed");
    }
    return new DigestTable((int) number, plan);
  }

  /** Whether all rows of a table are dirty. */
  boolean whole(DigestTable table) {
    return LiveFile.number(
            reader(), "SELECT whole FROM crossfade_digested WHERE t = ?", table.number())
        > 0;
  }

  /** Whether the table is read in the key's order by an index. */
  boolean ordered(String name) {
    return LiveFile.number(
            reader(),
            "SELECT ordered FROM crossfade_digested JOIN crossfade_followed USING (t)"
                + " WHERE name = ?1 COLLATE NOCASE ORDER BY name <> ?1",
            name)
        > 0;
  }

  /** Keys and tables that are dirty without a look at the file. */
  long pending() {
    long pending = LiveFile.number(reader(), "SELECT count(*) FROM crossfade_digested WHERE whole");
    for (int number : numbers()) {
      pending +=
          LiveFile.number(
              reader(),
              "SELECT count(*) FROM crossfade_digest_" + number + " WHERE pending IS NOT NULL");
    }
    return pending;
  }

  private List<Integer> numbers() {
    return reader().query("SELECT t FROM crossfade_followed ORDER BY t", row -> row.getInt(1));
  }

  /**
   * Notes a pass that was read.
   *
   * @param tables in the order of the changes
   * @return its number
   */
  long prepare(String passId, List<DigestTable> tables, List<Changes.CollectionChange> changes) {
    long number = nextGeneration();
    ControlRow.prepare(writer(), passId);
    for (int i = 0; i < tables.size(); i++) {
      DigestTable digests = tables.get(i);
      if (changes.get(i).whole()) {
        writer()
            .execute(
                "UPDATE crossfade_digested SET pending = ? WHERE t = ?", number, digests.number());
      } else {
        digests.mark(writer(), changes.get(i).keys(), number);
      }
    }
    return number;
  }

  /**
   * Notes a pass as confirmed, with the digests of what it brought; nothing when a later one is.
   *
   * @return whether it is the last one now
   */
  boolean confirm(
      String passId,
      long number,
      List<DigestTable> tables,
      List<Changes.CollectionChange> changes) {
    if (!ControlRow.preparedPasses(writer()).prepared().contains(passId)) {
      return false;
    }
    for (int i = 0; i < tables.size(); i++) {
      DigestTable digests = tables.get(i);
      Changes.CollectionChange change = changes.get(i);
      if (!change.whole()) {
        digests.confirm(writer(), change.rows(), number);
      } else if (endWhole(digests.number(), number)) {
        digests.fill(writer(), change.rows().scan());
      }
    }
    ControlRow.confirm(writer(), passId);
    return true;
  }

  private boolean endWhole(int table, long number) {
    return writer()
            .execute(
                "UPDATE crossfade_digested SET whole = 0, pending = NULL WHERE t = ? AND pending = ?",
                table,
                number)
        > 0;
  }

  /** The digests of a table count from now on. */
  void notWhole(DigestTable table) {
    writer()
        .execute(
            "UPDATE crossfade_digested SET whole = 0, pending = NULL WHERE t = ?", table.number());
  }

  /** Keeps what the file looked like when all of it was known; what was accepted is used up. */
  void looked(@Nullable String fingerprint) {
    writer()
        .execute(
            "UPDATE crossfade_snapshot SET fingerprint = ?, refused = 0, accepted = 0",
            fingerprint);
  }

  /** Keeps what a look cost. */
  void cost(SnapshotCopy.Facts copy, long compareMicros, long rows) {
    writer()
        .execute(
            "UPDATE crossfade_snapshot SET looked_at = ?, copy_micros = ?, compare_micros = ?,"
                + " bytes = ?, rows = ?",
            copy.takenAt().toEpochMilli(),
            copy.micros(),
            compareMicros,
            copy.bytes(),
            rows);
  }

  /** Keeps how many rows were gone when a pass was refused for it. */
  void refused(long rows) {
    writer().execute("UPDATE crossfade_snapshot SET refused = ?", rows);
  }

  /** A person takes the file for right as it is. */
  void accept(int slack) {
    writer()
        .execute(
            "UPDATE crossfade_snapshot SET application = NULL,"
                + " accepted = CASE WHEN refused > 0 THEN refused + ? ELSE 0 END",
            slack);
  }

  void application(long id) {
    writer().execute("UPDATE crossfade_snapshot SET application = ?", id);
  }

  /** Marks encoded keys as dirty. */
  void touch(DigestTable digests, List<byte[]> keys) {
    long number = nextGeneration();
    try (RowStatements statements = new RowStatements(writer())) {
      for (byte[] key : keys) {
        digests.mark(statements, number, key, 0, key.length);
      }
    } catch (java.sql.SQLException e) {
      throw writer().errors().of(e, "keys");
    }
  }

  @Override
  public void close() {
    file.close();
  }

  /** Removes it with all that lies beside it. */
  static void remove(Path path) {
    String name = String.valueOf(path.getFileName());
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parent)) {
      for (Path one : files) {
        String found = String.valueOf(one.getFileName());
        if (found.equals(name) || found.startsWith(name + "-")) {
          Files.deleteIfExists(one);
        }
      }
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_6002, path.toString(), e);
    }
  }
}
