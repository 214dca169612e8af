package dev.crossfade.cli.data;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.move.MoveOptions;
import dev.crossfade.move.MoveOptions.Check;
import dev.crossfade.move.MoveOptions.IfExists;
import dev.crossfade.move.MoveOptions.OnReject;
import dev.crossfade.move.MoveOptions.Scope;
import dev.crossfade.move.MoveOptions.Unfinished;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What the user decides about a run. */
final class MoveChoices {
  /** A superuser may write there, and would overwrite catalogues or the ledger of runs. */
  private static final Pattern RESERVED =
      Pattern.compile("pg_.*|information_schema|crossfade|crossfade_staging_.*", Pattern.DOTALL);

  @Option(
      names = "--into",
      paramLabel = "SCHEMA",
      defaultValue = "public",
      description = "The schema for the tables; made if it is not there. Default: public.")
  String into = "public";

  @Option(
      names = "--on-reject",
      paramLabel = "fail|dead-letter",
      defaultValue = "fail",
      description =
          "What a record means that does not fit: the run fails before anything is visible, or the"
              + " record is kept as a dead letter. Default: fail.")
  String onReject = "fail";

  @Option(
      names = "--if-exists",
      paramLabel = "fail|replace",
      defaultValue = "fail",
      description = "What a table of the same name means; replace asks. Default: fail.")
  String ifExists = "fail";

  @Option(
      names = "--check",
      paramLabel = "full|count|none",
      defaultValue = "full",
      description = "How the result is proven; only full is a proof. Default: full.")
  String check = "full";

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many tables to work on at once; 0, the default, as many as processors.")
  int jobs;

  @Option(
      names = "--chunk-rows",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "How many rows are written in one transaction and compared by one digest. Default:"
              + " 100000.")
  long chunkRows = 100_000;

  @Option(names = "--resume", description = "Go on with an earlier run that did not end.")
  boolean resume;

  @Option(names = "--restart", description = "Give up an earlier run that did not end; begin anew.")
  boolean restart;

  @Option(names = "--schema-only", description = "Make the tables, move no rows.")
  boolean schemaOnly;

  @Option(names = "--data-only", description = "Move the rows into tables that exist.")
  boolean dataOnly;

  @Option(names = "--yes", description = "Answer every question with yes.")
  boolean yes;

  MoveOptions options(SelectionOptions selection) {
    if (RESERVED.matcher(into).matches()) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, "--into " + into + ": that schema belongs to PostgreSQL or Crossfade");
    }
    exclusive(resume, "--resume", restart, "--restart");
    exclusive(schemaOnly, "--schema-only", dataOnly, "--data-only");
    if (jobs < 0 || jobs > 64) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--jobs takes 0 to 64, not " + jobs);
    }
    if (chunkRows < 100 || chunkRows > 10_000_000) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, "--chunk-rows takes 100 to 10000000, not " + chunkRows);
    }
    return new MoveOptions(
        into,
        new MoveOptions.Policies(
            choice("--on-reject", onReject, OnReject.class),
            choice("--if-exists", ifExists, IfExists.class),
            choice("--check", check, Check.class),
            resume ? Unfinished.RESUME : restart ? Unfinished.RESTART : Unfinished.REFUSE),
        schemaOnly ? Scope.SCHEMA_ONLY : dataOnly ? Scope.DATA_ONLY : Scope.ALL,
        selection.tables(),
        selection.exclude(),
        new MoveOptions.Effort(
            jobs == 0 ? Runtime.getRuntime().availableProcessors() : jobs, chunkRows));
  }

  private static void exclusive(boolean a, String aName, boolean b, String bName) {
    if (a && b) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, aName + " and " + bName + " exclude each other");
    }
  }

  private static <E extends Enum<E>> E choice(String option, String text, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return constant;
      }
    }
    throw new CrossfadeException(ErrorCode.CF_1001, option + " does not take '" + text + "'");
  }
}
