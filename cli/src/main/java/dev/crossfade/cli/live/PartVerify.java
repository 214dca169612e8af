package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.TextTable;
import dev.crossfade.live.JsonObject;
import dev.crossfade.live.Members;
import dev.crossfade.live.Migration;
import dev.crossfade.live.StoreCommand;
import java.util.List;

/** {@code verify --live} of a part of an application's store: the application compares. */
final class PartVerify {
  private static final List<String> COUNTS =
      List.of("compared", "missing", "extra", "differing", "dead");
  private static final List<String> MORE =
      List.of("chunks", "firstVersion", "version", "longestMicros");

  private PartVerify() {}

  static Each.Done run(Session session, Owner owner, Migration part, boolean changed) {
    Members found =
        owner.ask(
            part.record().source(), StoreCommand.VERIFY, new JsonObject().with("changed", changed));
    boolean equal = found.truth("equal");
    return new Each.Done(
        equal ? Outcome.DONE : Outcome.DIFFERENT,
        json -> fields(json, found),
        () -> print(session, found, equal));
  }

  private static void print(Session session, Members found, boolean equal) {
    TextTable table = LiveVerify.table(session);
    for (Members one : found.objects("tables")) {
      table.row(
          List.of(
              one.text("table"),
              Long.toString(one.number("compared")),
              Long.toString(one.number("missing")),
              Long.toString(one.number("extra")),
              Long.toString(one.number("differing")),
              Long.toString(one.number("dead")),
              one.text("sourceDigest")));
    }
    table.end();
    found.objects("tables").forEach(one -> one.texts("keys").forEach(session::print));
    session.print(LiveVerify.sentence(equal));
  }

  private static void fields(JsonOut json, Members found) {
    json.field("id", found.text("id"))
        .field("equal", found.truth("equal"))
        .field("rows", found.number("rows"))
        .field("differences", found.number("differences"));
    json.array("tables");
    for (Members one : found.objects("tables")) {
      json.object().field("table", one.text("table"));
      COUNTS.forEach(name -> json.field(name, one.number(name)));
      json.field("sourceDigest", one.text("sourceDigest"))
          .field("targetDigest", one.text("targetDigest"));
      MORE.forEach(name -> json.field(name, one.number(name)));
      json.array("keys");
      one.texts("keys").forEach(json::value);
      json.end().end();
    }
    json.end();
  }
}
