package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.move.Finding;
import dev.crossfade.move.MoveReport;
import dev.crossfade.move.TableReport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A report as JSON. */
final class MoveJson {
  private MoveJson() {}

  /** The report as text, for the ledger. */
  static String text(MoveReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonOut json = new JsonOut(bytes, false)) {
      write(json, report);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  static void write(JsonOut json, MoveReport report) {
    MoveReport.Run run = report.run();
    json.object()
        .field("run", run.id())
        .field("outcome", run.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .field("source", run.source())
        .field("target", run.target())
        .field("schema", run.schema())
        .field("digest", run.digest())
        .field("startedAt", run.startedAt().toString());
    json.array("tables");
    report.tables().forEach(table -> table(json, table));
    json.end();
    findings(json, report.findings());
    json.object("seconds");
    report.seconds().forEach(json::field);
    json.end();
    json.end();
  }

  private static void table(JsonOut json, TableReport table) {
    json.object()
        .field("source", table.source())
        .field("target", table.target())
        .field("read", table.read())
        .field("written", table.written())
        .field("rejected", table.rejected())
        .field("verified", table.verified())
        .field("digest", table.digest())
        .field("bytes", table.bytes())
        .field("seconds", table.seconds())
        .end();
  }

  static void findings(JsonOut json, List<Finding> findings) {
    json.array("findings");
    for (Finding finding : findings) {
      json.object()
          .field("kind", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .field("subject", finding.subject())
          .field("text", finding.text());
      json.array("keys");
      finding.keys().forEach(json::value);
      json.end();
      json.end();
    }
    json.end();
  }
}
