package dev.crossfade.cli.demo.program;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The demonstration's judge for tests that start their own processes: it knows the writers' notes
 * and reads both stores by its own SQL. Used by one thread.
 */
public final class LiveJudge {
  private static final String TRANSFERS = "500";

  private final Notes notes;
  private final List<Store> stores;

  /**
   * @param folder with the writers' notes
   * @param jdbcUrl of PostgreSQL
   */
  public LiveJudge(Path folder, Path file, String jdbcUrl) {
    notes = new Notes(folder);
    stores = List.of(Store.sqlite(file.toString()), Store.postgres(jdbcUrl));
  }

  /** Fills a new file with the application's tables and some rows, and notes that. */
  public static void seed(Path folder, Path file) throws Exception {
    Writers.main(new String[] {"seed", folder.toString(), file.toString(), TRANSFERS});
  }

  /** What keeps the file from being one past state; empty when nothing does. */
  public List<String> sampleSqlite() throws SQLException, IOException {
    return sample(stores.get(0));
  }

  /** The same of PostgreSQL. */
  public List<String> samplePostgres() throws SQLException, IOException {
    return sample(stores.get(1));
  }

  private List<String> sample(Store store) throws SQLException, IOException {
    Contents contents = Judge.read(store);
    notes.refresh();
    return named(store, Verdict.of(notes, contents));
  }

  /** What keeps the stores from being equal and whole when nobody writes any more. */
  public List<String> whole() throws SQLException, IOException {
    notes.refresh();
    List<String> faults = new ArrayList<>();
    List<Contents> found = new ArrayList<>();
    for (Store store : stores) {
      Contents contents = Judge.read(store);
      found.add(contents);
      faults.addAll(named(store, Verdict.whole(notes, contents)));
    }
    if (!found.get(0).rows().equals(found.get(1).rows())) {
      faults.add("the stores differ");
    }
    return faults;
  }

  /** How many transactions the writers were told to be done. */
  public long acknowledged() throws IOException {
    notes.refresh();
    return notes.acknowledged();
  }

  private static List<String> named(Store store, List<String> faults) {
    return faults.stream().map(fault -> store.name() + ": " + fault).toList();
  }
}
