package dev.crossfade.core.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.Attribute;
import dev.crossfade.core.hybrid.AttributeType;
import dev.crossfade.core.keys.KeyPattern;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.setting.StoreSource.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CrossfadeSettingsTest {
  private static final Path FILE = Path.of("memory.edn");

  private static StoreSettings memory() {
    return StoreSettings.edn("memory", FILE);
  }

  private static PatternSettings presence() {
    return PatternSettings.of("presence/{id}", "presence");
  }

  private static void refused(ErrorCode code, String says, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.detail()).contains(says);
            });
  }

  @Test
  void takesFewLines() {
    CrossfadeSettings settings =
        CrossfadeSettings.of("postgresql://u:secret@h/d")
            .with(
                memory()
                    .with(
                        presence()
                            .priority(Priority.HIGH)
                            .column("user_id", ":user/id")
                            .column("joined_at", ":joined-at", AttributeType.TIMESTAMPTZ)
                            .column("city", List.of("address", ":city"), AttributeType.TEXT))
                    .with(PatternSettings.skip("collab-session/{id}", "a live channel")));
    StoreSettings store = settings.store("memory");
    assertThat(store.source().kind()).isEqualTo(Kind.EDN);
    assertThat(store.source().durability()).isEqualTo(Durability.PROCESS);
    assertThat(store.schema()).isEqualTo("public");
    assertThat(store.tables()).containsExactly("memory_other", "presence");
    assertThat(store.limits()).isEqualTo(StoreLimits.DEFAULT);
    assertThat(store.keyPatterns().indexOf("collab-session/1")).isEqualTo(1);
    PatternSettings presence = store.patterns().get(0);
    assertThat(presence.columns())
        .containsExactly(
            new Attribute("user_id", List.of(new Document.Keyword("user/id")), AttributeType.TEXT),
            new Attribute(
                "joined_at", List.of(new Document.Keyword("joined-at")), AttributeType.TIMESTAMPTZ),
            new Attribute(
                "city",
                List.of(new Document.Text("address"), new Document.Keyword("city")),
                AttributeType.TEXT));
    assertThat(presence.priority()).isEqualTo(Priority.HIGH);
    assertThat(store.pattern("presence/{id}")).isEqualTo(presence);
    assertThat(store.pattern("presence/{x}")).isNull();
    assertThat(settings.toString()).contains("presence").doesNotContain("secret");
  }

  @Test
  void changesOneThingAtATime() {
    StoreSettings store =
        StoreSettings.sqlite("app", Path.of("app.db"), "documents")
            .withSchema("s")
            .withOtherTable("rest_of_it")
            .withDurability(Durability.GROUP)
            .withWriteLimit(Duration.ofSeconds(7))
            .withReadLimit(Duration.ofMillis(8))
            .withFallback(false)
            .withShadow(1);
    assertThat(store)
        .isEqualTo(
            new StoreSettings(
                "app",
                new StoreSource(
                    Kind.SQLITE, Path.of("app.db"), "documents", null, Durability.GROUP),
                "s",
                "rest_of_it",
                List.of(),
                new StoreLimits(Duration.ofSeconds(7), Duration.ofMillis(8), false, 1)));
    assertThat(CrossfadeSettings.ofEnvironment().withTarget("x").target()).isEqualTo("x");
  }

  @Test
  void makesANameForTheOtherTable() {
    assertThat(StoreSettings.json("My-Store.2", FILE).otherTable()).isEqualTo("my_store_2_other");
  }

  @Test
  void copiesItsLists() {
    List<PatternSettings> patterns = new ArrayList<>(List.of(presence()));
    StoreSettings store =
        new StoreSettings(
            "memory", memory().source(), "public", "other", patterns, StoreLimits.DEFAULT);
    patterns.clear();
    assertThat(store.patterns()).hasSize(1);
  }

  @Test
  void refusesStoresInEachOthersWay() {
    CrossfadeSettings one = CrossfadeSettings.ofEnvironment().with(memory().with(presence()));
    StoreSettings other = StoreSettings.json("other", Path.of("other.json"));
    assertThat(one.with(other).stores()).hasSize(2);
    refused(ErrorCode.CF_7365, "two stores have the name 'memory'", () -> one.with(memory()));
    refused(
        ErrorCode.CF_7365,
        "'memory' and 'm2' have the same source",
        () -> one.with(StoreSettings.edn("m2", Path.of("x", "..", "memory.edn"))));
    refused(
        ErrorCode.CF_7365,
        "'memory' and 'other' have a table 'presence' in the schema 'public'",
        () -> one.with(other.with(PatternSettings.of("p/{id}", "presence"))));
    refused(
        ErrorCode.CF_7365,
        "a table 'memory_other'",
        () -> one.with(other.withOtherTable("memory_other")));
    assertThat(one.with(other.with(PatternSettings.of("p", "presence")).withSchema("s")).stores())
        .hasSize(2);
  }

  @Test
  void refusesPatternsInEachOthersWay() {
    StoreSettings store = memory().with(presence());
    refused(
        ErrorCode.CF_7365,
        "store 'memory' has two tables 'presence'",
        () -> store.with(PatternSettings.of("p/{id}", "presence")));
    refused(
        ErrorCode.CF_7365,
        "two tables 'memory_other'",
        () -> store.with(PatternSettings.of("p/{id}", "memory_other")));
    refused(
        ErrorCode.CF_7362,
        "match the same keys",
        () -> store.with(PatternSettings.of("presence/{x}", "p")));
  }

  @Test
  void refusesNames() {
    for (String name : List.of("", "1a", "a b", "a".repeat(41), "a/b")) {
      refused(ErrorCode.CF_7363, "expected a store's name", () -> StoreSettings.edn(name, FILE));
    }
    for (String table : List.of("", "a".repeat(64), "a\0", "\u00e4".repeat(32))) {
      refused(ErrorCode.CF_7364, "a table's name", () -> PatternSettings.of("p", table));
      refused(ErrorCode.CF_7364, "a table's name", () -> memory().withOtherTable(table));
      refused(ErrorCode.CF_7364, "a schema's name", () -> memory().withSchema(table));
      refused(ErrorCode.CF_7364, "a column's name", () -> presence().column(table, ":a"));
    }
    for (String schema : List.of("crossfade", "information_schema", "pg_catalog")) {
      refused(ErrorCode.CF_7364, "of the application's", () -> memory().withSchema(schema));
    }
    for (String column : List.of("key", "rest", "ctid", "xmin")) {
      refused(ErrorCode.CF_7364, "that is not taken", () -> presence().column(column, ":a"));
    }
    refused(
        ErrorCode.CF_7364,
        "was a text of",
        () -> memory().withSchema("postgresql://u:secret@h/" + "d".repeat(60)));
  }

  @Test
  void refusesColumnsInEachOthersWay() {
    PatternSettings one = presence().column("a", ":a");
    refused(ErrorCode.CF_7365, "has two columns 'a'", () -> one.column("a", ":b"));
    refused(
        ErrorCode.CF_7365,
        "the columns 'a' and 'b' have one path",
        () -> one.column("b", ":a", AttributeType.BIGINT));
    assertThat(one.column("b", "a").columns()).hasSize(2);
  }

  @Test
  void refusesPathsThatAreNone() {
    refused(ErrorCode.CF_7368, "a keyword but was ':'", () -> presence().column("a", ":"));
    refused(ErrorCode.CF_7368, "was ':a b'", () -> presence().column("a", ":a b"));
    refused(ErrorCode.CF_7368, "was nothing", () -> presence().column("a", ""));
    refused(
        ErrorCode.CF_7368,
        "one key at least",
        () -> presence().column("a", List.of(), AttributeType.TEXT));
  }

  @Test
  void refusesWhatContradictsItself() {
    PatternSettings skip = PatternSettings.skip("p", "why");
    refused(ErrorCode.CF_7367, "but there is columns", () -> skip.column("a", ":a"));
    refused(ErrorCode.CF_7367, "expected a reason", () -> PatternSettings.skip("p", " "));
    KeyPattern pattern = KeyPattern.of("p");
    refused(
        ErrorCode.CF_7367,
        "but there is a table",
        () -> new PatternSettings(pattern, "t", Priority.LOW, "why", List.of()));
    refused(
        ErrorCode.CF_7367,
        "expected a table, or skip with a reason, for 'p'",
        () -> new PatternSettings(pattern, null, Priority.LOW, null, List.of()));
    refused(
        ErrorCode.CF_7363,
        "expected a table for a store SQLITE",
        () -> new StoreSource(Kind.SQLITE, FILE, null, null, Durability.EVENT));
    refused(
        ErrorCode.CF_7363,
        "expected not a table for a store EDN",
        () -> new StoreSource(Kind.EDN, FILE, "t", null, Durability.EVENT));
    refused(
        ErrorCode.CF_7363,
        "expected a store for a store OWN",
        () -> new StoreSource(Kind.OWN, null, null, null, Durability.EVENT));
    refused(ErrorCode.CF_7363, "name of a file", () -> StoreSettings.edn("a", Path.of("")));
  }

  @Test
  void refusesLimits() {
    for (Duration limit : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofHours(2))) {
      refused(ErrorCode.CF_7363, "expected a writeLimit", () -> memory().withWriteLimit(limit));
      refused(ErrorCode.CF_7363, "expected a readLimit", () -> memory().withReadLimit(limit));
    }
    for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
      refused(ErrorCode.CF_7363, "expected a shadow", () -> memory().withShadow(share));
    }
    refused(ErrorCode.CF_7363, "expected a URL", () -> CrossfadeSettings.of(" "));
  }

  @Test
  void suggestsAStore() {
    CrossfadeSettings settings = CrossfadeSettings.ofEnvironment().with(memory());
    refused(ErrorCode.CF_7366, "did you mean 'memory'?", () -> settings.store("memroy"));
  }
}
