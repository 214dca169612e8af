package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.Source;
import dev.crossfade.files.FilesOptions;
import dev.crossfade.files.FilesSource;
import dev.crossfade.move.MoveSource;
import dev.crossfade.sqlite.SqliteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Opens what the user names, by what it is. */
public final class OpenSource {
  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final Set<String> SQLITE_NAMES = Set.of("db", "db3", "s3db", "sqlite", "sqlite3");

  private OpenSource() {}

  /** Refuses a source that is not there, before anything is begun for it. */
  static void require(Session session, String location) {
    if (location.startsWith("postgresql://") || location.startsWith("postgres://")) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, location + " is no source; a target is named with --to");
    }
    if (location.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_1001, "SOURCE is empty; . is where you stand");
    }
    Path path = path(session, location);
    if (!Files.exists(path)) {
      throw new CrossfadeException(ErrorCode.CF_2001, location);
    }
    // A pipe gives its bytes once, and a source is read more than once.
    if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw new CrossfadeException(
          ErrorCode.CF_1001,
          location + " is neither a file nor a folder; write what it gives into a file first");
    }
  }

  /** Opens a source itself, no copy. */
  public static MoveSource open(Session session, String location) {
    return open(session, location, new SourceOptions());
  }

  /**
   * Opens a source.
   *
   * @param location as the user gave it
   */
  public static MoveSource open(Session session, String location, SourceOptions options) {
    return open(session, location, options, Map.of());
  }

  /**
   * Opens a source as a plan says that it is read.
   *
   * @param location as the user gave it
   * @param planned what the plan says, by the names of settings
   */
  public static MoveSource open(
      Session session, String location, SourceOptions options, Map<String, String> planned) {
    require(session, location);
    Path path = path(session, location);
    if (isSqlite(path)) {
      SqliteSource.Options defaults = SqliteSource.Options.DEFAULT;
      SqliteSource source =
          SqliteSource.open(path, new SqliteSource.Options(options.copy, defaults.busyTimeout()));
      return closingOnFailure(source, () -> sqlite(path.toString(), source));
    }
    return new MoveSource(
        path.toString(),
        FilesSource.open(path, FilesOptions.standard().with(options.csv(planned))),
        null,
        List.of());
  }

  /** Where a source is, the same for every way to name it: runs are found by it. */
  public static Path path(Session session, String location) {
    return session.surroundings().resolve(location).toAbsolutePath().normalize();
  }

  private static MoveSource sqlite(String location, SqliteSource source) {
    return new MoveSource(
        location,
        source,
        source.schemaReader().read(),
        source.sideFiles().stream().map(Path::toString).toList());
  }

  private static MoveSource closingOnFailure(
      Source source, java.util.function.Supplier<MoveSource> make) {
    try {
      return make.get();
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** Whether it is a SQLite file, by its first bytes or else by its name. */
  // Looked at and closed before SQLite opens the file: closing it later would drop SQLite's locks.
  public static boolean isSqlite(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      if (Arrays.equals(in.readNBytes(SQLITE.length), SQLITE)) {
        return true;
      }
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_2002, path.toString(), e);
    }
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return SQLITE_NAMES.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
