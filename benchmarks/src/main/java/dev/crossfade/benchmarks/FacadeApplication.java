package dev.crossfade.benchmarks;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.hybrid.Attribute;
import dev.crossfade.core.hybrid.AttributeType;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.setting.PatternSettings;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.facade.Crossfade;
import dev.crossfade.facade.CrossfadeOptions;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.live.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An application with stores of projects: a name, a city, and what has no column of its own. */
final class FacadeApplication implements AutoCloseable {
  /** All that is measured. */
  static final String PATTERN = "project/{id}";

  private static final String PREFIX = "project/";
  private static final Duration LIMIT = Duration.ofHours(1);
  private static final String TEXT = "lorem ipsum dolor sit amet ".repeat(14);

  /** So many projects are in the same city. */
  private static final int TOGETHER = 20;

  private final Crossfade crossfade;

  /**
   * @param target URL of the database
   * @param stores their tables are {@link #table}
   */
  FacadeApplication(String target, StoreSettings... stores) {
    CrossfadeSettings settings = CrossfadeSettings.of(target);
    for (StoreSettings store : stores) {
      settings =
          settings.with(
              store.with(
                  PatternSettings.of(PATTERN, table(store.name()))
                      .column("name", "name")
                      .column("city", "city")));
    }
    crossfade = Crossfade.open(settings, CrossfadeOptions.DEFAULT.withDrain(Duration.ZERO));
  }

  CrossfadeStore store(String name) {
    return crossfade.store(name);
  }

  /** The table of the projects of a store, in the schema public. */
  static String table(String store) {
    return store + "_project";
  }

  /** The same as a table of documents. */
  static HybridTable hybrid(String store) {
    return new HybridTable(PATTERN, table(store), List.of(attribute("name"), attribute("city")));
  }

  private static Attribute attribute(String name) {
    return new Attribute(name, List.of(new Document.Text(name)), AttributeType.TEXT);
  }

  static String key(long number) {
    return PREFIX + String.format(Locale.ROOT, "%08d", number);
  }

  /**
   * A project of some 500 bytes.
   *
   * @param version so that a write changes something
   */
  static Document project(long number, long version) {
    Map<Document, Document> members = new LinkedHashMap<>();
    members.put(text("name"), text("project " + number));
    members.put(text("city"), text(city(number)));
    members.put(text("version"), new Document.Int(version));
    members.put(text("text"), text(TEXT));
    return new Document.MapOf(members);
  }

  /** The same as {@link #project} of version 0 with its key, as EDN. */
  static String edn(long number) {
    return String.format(
        Locale.ROOT,
        "\"%s\" {\"name\" \"project %d\", \"city\" \"%s\", \"version\" 0, \"text\" \"%s\"}%n",
        key(number),
        number,
        city(number),
        TEXT);
  }

  static String city(long number) {
    return "city " + number / TOGETHER;
  }

  static Document.Text text(String value) {
    return new Document.Text(value);
  }

  /** Puts so many projects. */
  void fill(String name, int keys) {
    CrossfadeStore store = store(name);
    for (int i = 0; i < keys; i++) {
      store.put(key(i), project(i, 0));
    }
  }

  /** Brings the projects of a store from LEGACY_ONLY to a stage. */
  void bring(String name, Stage stage) {
    CrossfadeStore store = store(name);
    store.migration().backfill(PATTERN, LIMIT);
    for (Stage now = Stage.DUAL_WRITE; now != stage; ) {
      if (now == Stage.SHADOW_READ) {
        store.migration().verify(PATTERN);
      }
      now = store.migration().advance(PATTERN);
    }
  }

  /** Waits until the other store has what was written so far. */
  void settle(String name) {
    if (store(name).put(key(0), project(0, System.nanoTime()), LIMIT).pending()) {
      throw new IllegalStateException("the other store has not caught up within " + LIMIT);
    }
  }

  @Override
  public void close() {
    crossfade.close();
  }
}
