package dev.crossfade.move;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.Checkpoint;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.verify.ComparisonResult;
import dev.crossfade.core.verify.DeadRows;
import dev.crossfade.core.verify.Difference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Proves every table of a run, and names the rows where one differs. */
final class Proving {
  private static final int LISTED = 20;

  private final RunContext context;
  private final MoveOptions.Check check;
  private final int jobs;
  private final String schema;

  /**
   * @param schema where the tables are now
   */
  Proving(RunContext context, MoveOptions.Check check, int jobs, String schema) {
    this.context = context;
    this.check = check;
    this.jobs = jobs;
    this.schema = schema;
  }

  /** A table's part of the report, and its differences. */
  record Proof(TableReport table, List<Finding> differences) {}

  List<Proof> run(Plan plan, Map<String, Double> copySeconds) {
    List<TableProof> tables = new ArrayList<>();
    for (CollectionPlan table : plan.moved()) {
      List<Checkpoint> chunks = context.ledger().checkpoints(context.runId(), table.target());
      tables.add(new TableProof(context, table, chunks, schema));
    }
    Map<TableProof, TableProof.Result> readBack =
        check == MoveOptions.Check.FULL ? readBack(tables) : Map.of();
    return Parallel.map(
        jobs,
        tables,
        table ->
            prove(
                table, readBack.get(table), copySeconds.getOrDefault(table.plan().target(), 0.0)));
  }

  /** Several connections read a large table of the staging schema, which nobody else writes to. */
  private Map<TableProof, TableProof.Result> readBack(List<TableProof> tables) {
    int most = schema.equals(context.staging()) ? jobs : 1;
    List<TableProof.Part> parts =
        tables.stream().flatMap(table -> table.parts(most).stream()).toList();
    List<TableProof.Result> results = Parallel.map(jobs, parts, TableProof.Part::run);
    Map<TableProof, TableProof.Result> merged = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      merged.merge(parts.get(i).table(), results.get(i), TableProof.Result::plus);
    }
    return merged;
  }

  private Proof prove(TableProof table, TableProof.@Nullable Result readBack, double seconds) {
    CollectionPlan plan = table.plan();
    List<Checkpoint> checkpoints = table.checkpoints();
    List<Finding> differences = new ArrayList<>();
    if (readBack != null) {
      if (!readBack.differing().isEmpty()) {
        differences.addAll(lookInto(plan, readBack.differing()));
      } else if (!everyRowIsAccountedFor(checkpoints)) {
        differences.addAll(lookInto(plan, List.of(KeyRange.ALL)));
      }
    } else if (check == MoveOptions.Check.COUNT) {
      differences.addAll(count(plan, checkpoints));
    }
    long verified = readBack == null || !readBack.differing().isEmpty() ? 0 : readBack.rows();
    return new Proof(report(plan, checkpoints, verified, seconds), differences);
  }

  /** A row that was read and neither written nor rejected would be in no digest. */
  private static boolean everyRowIsAccountedFor(List<Checkpoint> checkpoints) {
    return checkpoints.stream()
        .allMatch(chunk -> chunk.read() == chunk.written().rows() + chunk.rejected());
  }

  // A source may allow one scan at a time, and tables are proven several at once.
  private synchronized List<Finding> lookInto(CollectionPlan plan, List<KeyRange> ranges) {
    DeadRows dead = DeadLetters.rows(context.ledger(), context.runId(), plan.target());
    TableComparison comparison =
        new TableComparison(context.source(), context.target(), schema, LISTED);
    List<Finding> findings = new ArrayList<>();
    for (KeyRange range : ranges) {
      ComparisonResult result = comparison.compare(plan, range, dead, rows -> {});
      for (Difference difference : result.listed()) {
        if (findings.size() < LISTED) {
          findings.add(DifferenceText.finding(plan, difference));
        }
      }
    }
    if (findings.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Kind.DATA_DIFFERENCE,
              plan.target(),
              "what was read back differs from what was read, though both sides compare equal now",
              List.of()));
    }
    return findings;
  }

  private List<Finding> count(CollectionPlan plan, List<Checkpoint> checkpoints) {
    long expected = checkpoints.stream().mapToLong(chunk -> chunk.read() - chunk.rejected()).sum();
    long[] actual = {-1};
    context
        .target()
        .query(
            "SELECT count(*) FROM "
                + dev.crossfade.sql.dialect.Identifiers.quote(schema, plan.target()),
            List.of(),
            row -> actual[0] = Long.parseLong(row.get(0)));
    if (actual[0] == expected) {
      return List.of();
    }
    return List.of(
        new Finding(
            Finding.Kind.DATA_DIFFERENCE,
            plan.target(),
            "holds " + actual[0] + " rows, expected " + expected,
            List.of()));
  }

  private static TableReport report(
      CollectionPlan plan, List<Checkpoint> checkpoints, long verified, double seconds) {
    Digest written = TableProof.written(checkpoints);
    return new TableReport(
        plan.source(),
        plan.target(),
        checkpoints.stream().mapToLong(Checkpoint::read).sum(),
        written.rows(),
        checkpoints.stream().mapToLong(Checkpoint::rejected).sum(),
        verified,
        written.hex(),
        checkpoints.stream().mapToLong(Checkpoint::bytes).sum(),
        seconds);
  }
}
