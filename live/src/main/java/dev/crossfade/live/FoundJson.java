package dev.crossfade.live;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.document.PlainJson;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.VerifiedCollection;
import dev.crossfade.core.verify.Difference;
import dev.crossfade.move.DifferenceText;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** What was found, as the ledger keeps it: JSON, with the keys that {@code repair} needs. */
final class FoundJson {
  private FoundJson() {}

  /** What a verification compared. */
  static String details(List<VerifiedCollection> collections) {
    return object(new MapBuilder(), "tables", collections, FoundJson::table);
  }

  /** What the gates of a switch said. */
  static String gates(List<Gate> gates) {
    return object(new MapBuilder(), "gates", gates, FoundJson::gate);
  }

  private static <T> String object(
      MapBuilder map, String name, List<T> elements, Function<T, Document> each) {
    map.put(text(name), list(elements, each));
    return PlainJson.write(map.build());
  }

  private static Document table(VerifiedCollection found) {
    MapBuilder table = new MapBuilder();
    table.put(text("table"), text(found.plan().target()));
    table.put(text("compared"), number(found.rows()));
    table.put(text("missing"), number(found.missing()));
    table.put(text("extra"), number(found.extra()));
    table.put(text("differing"), number(found.differing()));
    table.put(text("dead"), number(found.deadKeys()));
    table.put(text("sourceDigest"), text(found.source().hex()));
    table.put(text("targetDigest"), text(found.target().hex()));
    table.put(text("chunks"), number(found.chunks()));
    table.put(text("firstVersion"), number(found.first()));
    table.put(text("version"), number(found.version()));
    table.put(text("longestMicros"), number(found.longest().toNanos() / 1000));
    table.put(
        text("keys"), list(found.listed(), one -> text(DifferenceText.line(found.plan(), one))));
    table.put(text("encodedKeys"), list(found.listed(), FoundJson::key));
    return table.build();
  }

  private static Document key(Difference difference) {
    return text(HexFormat.of().formatHex(difference.key()));
  }

  private static Document gate(Gate gate) {
    MapBuilder map = new MapBuilder();
    String override = gate.override();
    map.put(text("name"), text(gate.name()));
    map.put(text("open"), new Document.Bool(gate.open()));
    map.put(text("reason"), text(gate.reason()));
    map.put(text("advice"), text(gate.advice()));
    map.put(text("override"), override == null ? new Document.Nil() : text(override));
    return map.build();
  }

  private static <T> Document list(List<T> elements, Function<T, Document> each) {
    return new Document.VectorOf(elements.stream().map(each).toList());
  }

  private static Document text(String value) {
    return new Document.Text(value);
  }

  private static Document number(long value) {
    return new Document.Int(value);
  }
}
