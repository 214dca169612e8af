package dev.crossfade.move;

import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.Source;
import dev.crossfade.core.store.Target;
import dev.crossfade.files.FilesSource;
import dev.crossfade.move.MoveOptions.Check;
import dev.crossfade.move.MoveOptions.IfExists;
import dev.crossfade.move.MoveOptions.OnReject;
import dev.crossfade.move.MoveOptions.Scope;
import dev.crossfade.move.MoveOptions.Unfinished;
import dev.crossfade.postgres.PostgresTarget;
import dev.crossfade.postgres.catalog.PostgresSchemaReader;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import dev.crossfade.sqlite.SqliteSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A source file, a scratch database, and runs between them. */
final class Fixture implements AutoCloseable {
  final ScratchDatabase database = ScratchServer.createDatabase();
  final Path file;
  final Cancellation cancellation = new Cancellation();
  boolean confirms;
  final List<String> asked = new ArrayList<>();
  int jobs = 2;
  long chunkRows = 1000;
  OnReject onReject = OnReject.FAIL;
  IfExists ifExists = IfExists.FAIL;
  Check check = Check.FULL;
  Unfinished unfinished = Unfinished.REFUSE;
  Scope scope = Scope.ALL;
  List<String> tables = List.of();
  List<String> exclude = List.of();
  UnaryOperator<Target> wrapping = target -> target;
  UnaryOperator<Source> reading = source -> source;
  private final PostgresTarget target = new PostgresTarget(this::connect);

  /**
   * @param file an SQLite file, or a folder of files; need not exist yet
   */
  Fixture(Path file) {
    this.file = file;
  }

  Connection connect() {
    try {
      return database.connect();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Moves with what the fields say. */
  MoveReport move() {
    MoveSource opened = open();
    try (Source reading = opened.source()) {
      return new Mover(request(opened), Clock.systemUTC()).run(moveTarget(), report -> "{}");
    }
  }

  /** Makes the plan and the statements only. */
  Mover.DryRun dryRun() {
    MoveSource opened = open();
    try (Source reading = opened.source()) {
      return new Mover(request(opened), Clock.systemUTC()).dryRun();
    }
  }

  /** Compares source and target as they are now. */
  List<Verifier.TableResult> verify(Plan plan, String runId, int limit) {
    MoveSource opened = open();
    try (Source reading = opened.source()) {
      Verifier.Options options = new Verifier.Options("public", runId, limit, jobs);
      return new Verifier(reading, target, options, Events.NONE, cancellation).run(plan);
    }
  }

  MoveTarget moveTarget() {
    return new MoveTarget(
        "the scratch database",
        wrapping.apply(target),
        schema -> new PostgresSchemaReader(this::connect, schema).read());
  }

  Target target() {
    return target;
  }

  private MoveRequest request(MoveSource opened) {
    MoveOptions options =
        new MoveOptions(
            "public",
            new MoveOptions.Policies(onReject, ifExists, check, unfinished),
            scope,
            tables,
            exclude,
            new MoveOptions.Effort(jobs, chunkRows));
    return new MoveRequest(
        opened,
        options,
        null,
        Plan::toString,
        new MoveRequest.Dialogue(Events.NONE, cancellation, this::agrees));
  }

  private boolean agrees(String question) {
    asked.add(question);
    return confirms;
  }

  private MoveSource open() {
    if (Files.isDirectory(file)) {
      return new MoveSource("data", FilesSource.open(file), null, List.of());
    }
    SqliteSource source = SqliteSource.open(file);
    return new MoveSource(
        "data.sqlite", reading.apply(source), source.schemaReader().read(), List.of());
  }

  /** Runs statements on the SQLite file. */
  void source(String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      execute(connection, statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs statements on the target. */
  void sql(String... statements) {
    try (Connection connection = connect()) {
      execute(connection, statements);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /** The rows of a query on the target, columns joined by {@code |}. */
  List<String> rows(String query) {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          String text = result.getString(column);
          row.add(text == null ? "NULL" : text);
        }
        rows.add(String.join("|", row));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }

  /** The only column of the only row. */
  String one(String query) {
    List<String> rows = rows(query);
    if (rows.size() != 1) {
      throw new AssertionError("not one row: " + rows);
    }
    return rows.get(0);
  }

  /** The schema that a run is loading into. */
  String staging() {
    return one("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'crossfade_staging%'");
  }

  /** Names of the tables and views that are visible. */
  List<String> visible() {
    return rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            + " AND relkind IN ('r', 'v') ORDER BY relname");
  }

  @Override
  public void close() {
    target.close();
    database.close();
  }
}
