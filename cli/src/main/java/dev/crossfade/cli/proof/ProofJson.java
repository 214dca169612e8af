package dev.crossfade.cli.proof;

import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.LiveLedger.EventRecord;
import dev.crossfade.core.live.LiveLedger.PassSummary;
import dev.crossfade.core.live.LiveLedger.SwitchRecord;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.live.ProofFacts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A proof as JSON.
 *
 * <pre>
 * format                    1
 * at, target                when it was written; URL without a password
 * migration                 id, source, schema, stage, createdAt
 * plan                      sha256 of the plan's text; tables: source, target, key[], columns
 * verifications[]           id, scope (ALL, CHANGED), startedAt, finishedAt, rows, differences, version,
 *                           tables[]: table, rows, differences, dead, sourceDigest, targetDigest,
 *                           firstVersion, version
 * switches[]                direction, at, actor, outcome, ballot, waitedMicros, keys, passes,
 *                           gates[]: name, open, reason, override
 * passes[]                  direction, count, keys, deadKeys, first, last, halfMicros, mostMicros
 * deadKeys[]                table and code, count
 * gates[]                   as they were when it was written: name, open, reason
 * events[]                  id, at, kind, actor, text, reason
 * </pre>
 *
 * <p>Digests are those of {@link dev.crossfade.core.value.Digest}; versions are those of the closed
 * store's control row. No keys, no row values.
 */
public final class ProofJson {
  static final int FORMAT = 1;

  private ProofJson() {}

  /** The document, indented. */
  public static String of(ProofFacts facts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonOut json = new JsonOut(bytes, true)) {
      json.object()
          .field("format", FORMAT)
          .field("at", facts.at().toString())
          .field("target", facts.target());
      json.object("migration")
          .field("id", facts.migration().id())
          .field("source", facts.migration().source())
          .field("schema", facts.migration().schema())
          .field("stage", facts.migration().stage())
          .field("createdAt", facts.migration().createdAt().toString())
          .end();
      plan(json, facts);
      json.array("verifications");
      facts.verifications().forEach(one -> verification(json, one));
      json.end().array("switches");
      facts.switches().forEach(one -> ended(json, one));
      json.end().array("passes");
      facts.passes().forEach(one -> passes(json, one));
      json.end().array("deadKeys");
      facts
          .deadKeys()
          .forEach((what, count) -> json.object().field("what", what).field("count", count).end());
      json.end();
      gates(json, facts.gates());
      json.array("events");
      facts.events().forEach(one -> event(json, one));
      json.end().end();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void plan(JsonOut json, ProofFacts facts) {
    json.object("plan")
        .field("sha256", ProofFile.sha256(facts.migration().planText()))
        .array("tables");
    for (CollectionPlan table : facts.plan()) {
      json.object().field("source", table.source()).field("target", table.target()).array("key");
      table.key().forEach(json::value);
      json.end()
          .field(
              "columns",
              table.columns().stream()
                  .map(column -> column.target() + " " + column.conversion().type())
                  .collect(Collectors.joining(", ")))
          .end();
    }
    json.end().end();
  }

  private static void verification(JsonOut json, VerificationRecord one) {
    json.object()
        .field("id", one.id())
        .field("scope", one.scope().name())
        .field("startedAt", one.startedAt().toString())
        .field("finishedAt", String.valueOf(one.finishedAt()))
        .field("rows", one.rows())
        .field("differences", one.differences())
        .field("version", one.version())
        .array("tables");
    for (TableProof table : TableProof.of(one.details())) {
      json.object()
          .field("table", table.table())
          .field("rows", table.rows())
          .field("differences", table.differences())
          .field("dead", table.dead())
          .field("sourceDigest", table.source())
          .field("targetDigest", table.target())
          .field("firstVersion", table.first())
          .field("version", table.version())
          .end();
    }
    json.end().end();
  }

  private static void ended(JsonOut json, SwitchRecord one) {
    json.object()
        .field("direction", one.direction().name())
        .field("at", one.endedAt().toString())
        .field("actor", one.actor())
        .field("outcome", one.outcome())
        .field("ballot", one.ballot())
        .field("waitedMicros", one.waited().toNanos() / 1000)
        .field("keys", one.keys())
        .field("passes", one.passes())
        .array("gates");
    for (JsonTree gate : JsonTree.read(one.gates()).array("gates")) {
      json.object()
          .field("name", gate.text("name"))
          .field("open", gate.truth("open"))
          .field("reason", gate.text("reason"))
          .field("override", gate.optional("override"))
          .end();
    }
    json.end().end();
  }

  private static void passes(JsonOut json, PassSummary one) {
    json.object()
        .field("direction", one.direction().name())
        .field("count", one.passes())
        .field("keys", one.keys())
        .field("deadKeys", one.deadKeys())
        .field("first", one.first().toString())
        .field("last", one.last().toString())
        .field("halfMicros", one.half().toNanos() / 1000)
        .field("mostMicros", one.most().toNanos() / 1000)
        .end();
  }

  private static void gates(JsonOut json, List<Gate> gates) {
    json.array("gates");
    for (Gate gate : gates) {
      json.object()
          .field("name", gate.name())
          .field("open", gate.open())
          .field("reason", gate.reason())
          .end();
    }
    json.end();
  }

  private static void event(JsonOut json, EventRecord one) {
    json.object()
        .field("id", one.id())
        .field("at", one.at().toString())
        .field("kind", one.kind())
        .field("actor", one.actor())
        .field("text", one.text())
        .field("reason", one.reason())
        .end();
  }
}
