package dev.crossfade.facade;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.setting.PatternSettings;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.core.store.Store;
import dev.crossfade.live.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Walks a pattern of its own through every stage and back, on the stores of an application. Its
 * keys begin with a prefix that the application's lanes never move, and its table is its own.
 */
final class SelfTest {
  /** What its keys begin with. */
  static final String PREFIX = "crossfade-self-test/";

  static final String NAME = "crossfade-self-test";
  private static final String TABLE = "crossfade_self_test";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String KEY = PREFIX + "walk";
  private static final String PASSING = PREFIX + "passing";

  private final Store first;
  private final Function<StoreSettings, Parts> opener;
  private final List<String> done = new ArrayList<>();
  private String step = "opening";

  /**
   * @param first the application's first store
   * @param opener opens its pattern on both of the application's stores
   */
  SelfTest(Store first, Function<StoreSettings, Parts> opener) {
    this.first = first;
    this.opener = opener;
  }

  /**
   * Walks, and cleans up.
   *
   * @return what was done, a sentence each
   * @throws CrossfadeException CF-7208
   */
  List<String> run() {
    StoreSettings settings =
        StoreSettings.own(NAME, first)
            .withOtherTable(TABLE + "_other")
            .with(PatternSettings.of(PREFIX + "{id}", TABLE));
    try (Parts parts = opener.apply(settings)) {
      parts.start();
      CrossfadeStore store = new CrossfadeStore(parts);
      try {
        walk(store);
      } catch (CrossfadeException failure) {
        cleanUp(store, failure);
        throw new CrossfadeException(
            ErrorCode.CF_7208, step + ": " + failure.getMessage(), failure);
      }
    }
    return List.copyOf(done);
  }

  private void walk(CrossfadeStore store) {
    StoreMigration migration = store.migration();
    step("LEGACY_ONLY", () -> written(store, "one", Origin.FIRST));
    step(
        "DUAL_WRITE, after the first copy",
        () -> {
          migration.backfill(TABLE, LIMIT);
          written(store, "two", Origin.FIRST);
          arrived(store, "three");
        });
    step("both stores are equal", () -> equal(migration));
    step(
        "SHADOW_READ",
        () -> {
          reach(migration.advance(TABLE), Stage.SHADOW_READ);
          written(store, "four", Origin.FIRST);
        });
    step(
        "NEW_FIRST, after the switch",
        () -> {
          reach(migration.advance(TABLE), Stage.NEW_FIRST);
          written(store, "five", Origin.SECOND);
          arrived(store, "six");
        });
    step(
        "NEW_ONLY",
        () -> {
          reach(migration.advance(TABLE), Stage.NEW_ONLY);
          written(store, "seven", Origin.SECOND);
        });
    step(
        "DUAL_WRITE, after the way back",
        () -> {
          reach(migration.back(TABLE), Stage.DUAL_WRITE);
          require(text("seven").equals(store.get(KEY)), "the value is the one written last");
          written(store, "eight", Origin.FIRST);
          equal(migration);
        });
    step(
        "cleaned up",
        () -> {
          store.delete(KEY);
          migration.disable(TABLE);
        });
  }

  private void step(String name, Runnable work) {
    step = name;
    work.run();
    done.add(name);
  }

  private static void written(CrossfadeStore store, String value, Origin expected) {
    store.put(KEY, text(value));
    store.put(PASSING, text(value));
    store.delete(PASSING);
    Reading reading = store.read(KEY);
    require(text(value).equals(reading.value()), "a read gives what was written");
    require(reading.origin() == expected && !reading.stale(), "it comes from " + expected);
    require(store.get(PASSING) == null, "a deleted key is gone");
  }

  private static void arrived(CrossfadeStore store, String value) {
    require(!store.put(KEY, text(value), LIMIT).pending(), "the other store has the write");
  }

  private static void equal(StoreMigration migration) {
    require(migration.verify(TABLE).differences() == 0, "both stores hold the same");
  }

  private static void reach(Stage now, Stage expected) {
    require(now == expected, "the stage is " + expected);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new CrossfadeException(ErrorCode.CF_7208, "expected that " + what);
    }
  }

  /** Back from wherever it is, as far as that goes. */
  private static void cleanUp(CrossfadeStore store, CrossfadeException failure) {
    attempt(failure, () -> store.migration().back(TABLE));
    attempt(failure, () -> store.migration().disable(TABLE));
    attempt(failure, () -> store.delete(KEY));
    attempt(failure, () -> store.delete(PASSING));
  }

  private static void attempt(CrossfadeException failure, Runnable work) {
    try {
      work.run();
    } catch (CrossfadeException e) {
      failure.addSuppressed(e);
    }
  }

  private static Document text(String value) {
    return new Document.Text(value);
  }
}
