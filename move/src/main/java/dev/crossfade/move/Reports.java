package dev.crossfade.move;

import dev.crossfade.core.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Puts a report together. */
final class Reports {
  private Reports() {}

  static MoveReport report(
      RunContext context,
      Plan plan,
      MoveReport.Outcome outcome,
      List<Proving.Proof> proofs,
      List<Finding> findings,
      Stopwatch watch) {
    List<TableReport> tables = proofs.stream().map(Proving.Proof::table).toList();
    String digests =
        tables.stream()
            .map(table -> table.target() + '\t' + table.written() + '\t' + table.digest())
            .collect(Collectors.joining("\n"));
    MoveReport.Run run =
        new MoveReport.Run(
            context.runId(),
            outcome,
            context.moveSource().location(),
            context.moveTarget().display(),
            context.run().schema(),
            SourceDigest.of(digests),
            context.run().startedAt());
    return new MoveReport(
        run, plan, tables, List.copyOf(findings), new LinkedHashMap<>(watch.seconds()));
  }
}
