package dev.crossfade.cli.demo.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges what became of the writes. It knows the writers' notes and reads both stores by its own
 * SQL. What it finds it prints as lines {@code name=value}; it ends with 0 only if nothing is
 * wrong.
 */
public final class Judge {
  /** Times of what happened, a line each: {@code name start end}, microseconds since 1970. */
  public static final String TIMES = "times.txt";

  private final Notes notes;
  private final Path folder;

  private Judge(Path folder) {
    this.folder = folder;
    notes = new Notes(folder);
  }

  /**
   * Judges.
   *
   * @param arguments {@code watch FOLDER} looks at PostgreSQL until standard input ends; {@code
   *     final FOLDER FILE} compares both stores, which nobody writes to any more
   */
  public static void main(String[] arguments) throws Exception {
    Judge judge = new Judge(Path.of(arguments[1]));
    Store postgres = Store.postgres(String.valueOf(System.getenv(Writers.TARGET)));
    boolean right =
        arguments[0].equals("watch")
            ? new Watch(judge.folder, judge.notes, postgres).run()
            : judge.compare(Store.sqlite(arguments[2]), postgres);
    System.exit(right ? 0 : 4);
  }

  private boolean compare(Store sqlite, Store postgres) throws SQLException, IOException {
    notes.refresh();
    print("acknowledged", notes.acknowledged());
    List<String> faults = new ArrayList<>();
    for (Store store : List.of(sqlite, postgres)) {
      Contents contents = read(store);
      long found = contents.progress().values().stream().mapToLong(Long::longValue).sum();
      print("found." + store.name(), found);
      print("rows." + store.name(), contents.rows().size());
      List<String> here = Verdict.whole(notes, contents);
      here.forEach(fault -> faults.add(store.name() + ": " + fault));
    }
    long left = left(sqlite);
    print("left", left);
    if (left > 0) {
      faults.add(left + " objects are left behind in the file");
    }
    print("differences", faults.size());
    faults.forEach(fault -> print("fault", fault));
    waits();
    return faults.isEmpty();
  }

  /** How much in the file is not the application's own. */
  private static long left(Store sqlite) throws SQLException {
    try (Connection connection = sqlite.open();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'crossfade%'"
                    + " OR type = 'trigger'")) {
      return row.next() ? row.getLong(1) : -1;
    }
  }

  /** One state of a store. */
  static Contents read(Store store) throws SQLException {
    try (Connection connection = store.open()) {
      store.beginReading(connection);
      return Contents.read(connection, store.prefix());
    }
  }

  /** The longest that a write took which was under way at one of the times noted. */
  private void waits() throws IOException {
    for (String line : Files.readAllLines(folder.resolve(TIMES))) {
      String[] words = line.split(" ");
      long from = Long.parseLong(words[1]);
      long to = Long.parseLong(words[2]);
      long longest =
          notes.byWriter().values().stream()
              .flatMap(List::stream)
              .filter(write -> write.acknowledged != Notes.NEVER)
              .filter(write -> write.tried <= to && write.acknowledged >= from)
              .mapToLong(write -> write.acknowledged - write.tried)
              .max()
              .orElse(0);
      print("longest." + words[0], longest);
    }
  }

  static void print(String name, Object value) {
    System.out.println(name + "=" + value);
  }
}
