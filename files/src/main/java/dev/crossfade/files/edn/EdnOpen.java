package dev.crossfade.files.edn;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.MapBuilder;
import dev.crossfade.core.document.SetBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bracket, tag, metadata or discard whose values are still to come. */
final class EdnOpen {

  /** What is open. */
  enum Kind {
    LIST(')'),
    VECTOR(']'),
    SET('}'),
    MAP('}'),
    TAG(' '),
    METADATA(' '),
    DISCARD(' ');

    /** The bracket that ends it; a space when its last value does. */
    final char close;

    Kind(char close) {
      this.close = close;
    }
  }

  final Kind kind;

  /** Where it begins in the text. */
  final int from;

  /** A tag, or the namespace of a map's keys. */
  final @Nullable String name;

  // One of them is used; there are many brackets in a file.
  private @Nullable List<Document> elements;
  private @Nullable MapBuilder entries;
  private @Nullable SetBuilder set;

  /** A map's key without its value, or the metadata of a value; null when there is none. */
  @Nullable Document pending;

  /** Where {@link #pending} begins. */
  int pendingFrom;

  EdnOpen(Kind kind, int from, @Nullable String name) {
    this.kind = kind;
    this.from = from;
    this.name = name;
  }

  /** Adds an element of a list or vector. */
  void add(Document element) {
    elements().add(element);
  }

  /** Adds an element of a set; false when it is there. */
  boolean addToSet(Document element) {
    return set().add(element);
  }

  /** Adds an entry; false when its key is there. */
  boolean put(Document key, Document value) {
    return entries().put(key, value);
  }

  private List<Document> elements() {
    List<Document> known = elements;
    List<Document> all = known == null ? new ArrayList<>(4) : known;
    elements = all;
    return all;
  }

  private SetBuilder set() {
    SetBuilder known = set;
    SetBuilder all = known == null ? new SetBuilder() : known;
    set = all;
    return all;
  }

  private MapBuilder entries() {
    MapBuilder known = entries;
    MapBuilder all = known == null ? new MapBuilder() : known;
    entries = all;
    return all;
  }

  /** The whole collection. */
  Document collection() {
    return switch (kind) {
      case LIST -> new Document.ListOf(elements());
      case SET -> set().build();
      case MAP -> entries().build();
      default -> new Document.VectorOf(elements());
    };
  }
}
