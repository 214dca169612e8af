package dev.crossfade.examples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;

/**
 * Defects planted into a copy of the product's own source, which the processes of a fault run find
 * before the right one. Nothing in the product knows of it. Each replaces text, in one place or in
 * two where two guards stand against the same harm.
 */
enum LivePlanted {
  /** Rows that REPLACE removes for a unique value are not recorded. */
  REPLACE_UNCOVERED(
      LiveHappenings.Kind.FOLLOW,
      "sqlite/live/TriggerSql.java",
      "shadowed\\(\\)\\.forEach\\(conflict -> body\\.add\\(recordRows\\(conflict\\.where\\(\\)\\)\\)\\);",
      ""),
  /** The old key of an update of the key is not recorded. */
  OLD_KEY_FORGOTTEN(
      LiveHappenings.Kind.FOLLOW,
      "sqlite/live/TriggerSql.java",
      "body\\.add\\(record\\(\"OLD\"\\)\\);",
      "body.add(record(\"NEW\"));"),
  /** What is deleted is not recorded. */
  DELETES_FORGOTTEN(
      LiveHappenings.Kind.FOLLOW,
      "sqlite/live/TriggerSql.java",
      "List\\.of\\(fence\\(\\), record\\(\"OLD\"\\)\\)",
      "List.of(fence())"),
  /** The file takes writes while it is closed. */
  CLOSED_FILE_WRITES(
      LiveHappenings.Kind.MOVE,
      "sqlite/live/TriggerSql.java",
      "WHERE \" \\+ OPEN \\+ \" IS NOT 1\"",
      "WHERE \" + OPEN + \" IS NULL\""),
  /** PostgreSQL's fence locks and reads the flag in one statement, and rows do not ask again. */
  FENCE_AND_LOCK_TOGETHER(
      LiveHappenings.Kind.DAWDLE,
      "postgres/live/guard_body.sql",
      "(?s)PERFORM pg_advisory_xact_lock_shared\\(\\$\\{lock\\}\\);\\s*SELECT f.is_open,"
          + " f.elsewhere INTO store_open, other\\s*FROM (.*?);(.*?)IF store_open IS NOT TRUE",
      "SELECT f.is_open, f.elsewhere INTO store_open, other FROM"
          + " (SELECT pg_advisory_xact_lock_shared(\\${lock})) AS l, $1;$2"
          + "IF TG_WHEN = 'BEFORE' AND store_open IS NOT TRUE"),
  /** PostgreSQL's outbox is trimmed up to the largest id that was read. */
  OUTBOX_BY_SEQUENCE(
      LiveHappenings.Kind.MOVE,
      "postgres/live/Outbox.java",
      "WHERE id = ANY \\(\\?\\)",
      "WHERE id <= (SELECT max(i) FROM unnest(?) AS i)"),
  /** Ids of the file's outbox come again. */
  IDS_REUSED(
      LiveHappenings.Kind.STALL,
      "sqlite/live/Outbox.java",
      "boolean takesLargest = [^;]*;",
      "boolean takesLargest = false;"),
  /** Sequences stay where they are at the switch. */
  IDENTITY_NOT_SET(
      LiveHappenings.Kind.MOVE,
      "postgres/live/Counters.java",
      "if \\(largest > counter\\.last\\(\\)",
      "if (largest < 0"),
  /** A table that was built anew is not noticed. */
  REBUILT_UNNOTICED(
      LiveHappenings.Kind.REBUILT,
      "sqlite/live/SchemaCheck.java",
      "if \\(changes\\.isEmpty\\(\\)\\)",
      "if (!changes.isEmpty() || changes.isEmpty())"),
  /** The program's triggers fire again on what a pass writes into the file. */
  TRIGGERS_DOUBLED(
      LiveHappenings.Kind.MOVE,
      "sqlite/live/ParkedTriggers.java",
      "for \\(Trigger trigger : triggers\\)",
      "for (Trigger trigger : List.<Trigger>of())"),
  /** A pass is applied though another one came between. */
  VERSION_NOT_COMPARED(
      LiveHappenings.Kind.STALL,
      "core/live/Rules.java",
      "\\|\\| target\\.version\\(\\) != seenVersion",
      ""),
  /** The entries of a pass are removed before it is applied. */
  TRIMMED_BEFORE_APPLIED(
      LiveHappenings.Kind.POINT,
      "core/live/PassStep.java",
      "return new Apply\\(changes, seen\\.version\\(\\)\\);",
      "source.trim(changes); return new Apply(changes, seen.version());"),
  /** The file is not made durable before PostgreSQL shows what it holds. */
  FILE_NOT_SYNCED(
      LiveHappenings.Kind.POWER_LOSS,
      "sqlite/live/LiveFile.java",
      "(?s)log\\.force\\(\\);\\s*DurableFile\\.force\\(path\\);"
          + "(.*?)wal\\(\\) \\? \"NORMAL\" : \"EXTRA\"",
      "$1\"OFF\"");

  private static final Set<String> MODULES = Set.of("core", "sqlite", "postgres");

  private final LiveHappenings.Kind kind;
  private final String name;
  private final String pattern;
  private final String instead;

  LivePlanted(LiveHappenings.Kind kind, String name, String pattern, String instead) {
    this.kind = kind;
    this.name = name;
    this.pattern = pattern;
    this.instead = instead;
  }

  /** What has to happen for it to do harm. */
  List<LiveHappenings.Kind> happenings() {
    return List.of(LiveHappenings.Kind.FOLLOW, kind);
  }

  /**
   * Makes the defective classes.
   *
   * @return what comes first on the class path
   */
  Path plant(Path folder) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String module = name.substring(0, name.indexOf('/'));
    if (!MODULES.contains(module)) {
      throw new AssertionError(name);
    }
    boolean java = name.endsWith(".java");
    Path main = Path.of("..", module, "src", "main", java ? "java" : "resources");
    Path relative = Path.of("dev", "crossfade").resolve(name);
    String right = Files.readString(main.resolve(relative));
    String wrong = right.replaceAll(pattern, instead);
    if (wrong.equals(right)) {
      throw new AssertionError(name() + " changes nothing in " + name);
    }
    Path copy = (java ? sources : classes).resolve(relative);
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, wrong);
    if (java) {
      compile(copy, classes);
    }
    return classes;
  }

  private static void compile(Path source, Path classes) {
    List<String> arguments =
        List.of(
            "-nowarn",
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path").replace(':', File.pathSeparatorChar),
            "-d",
            classes.toString(),
            source.toString());
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new AssertionError("does not compile: " + source);
    }
  }
}
