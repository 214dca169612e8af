package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.keys.KeyPatterns;
import dev.crossfade.core.setting.PatternSettings;
import dev.crossfade.core.setting.Priority;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.postgres.store.StoreRouter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lanes of a store; every key belongs to one. Immutable but for what lanes hear. */
final class Lanes implements StoreRouter {
  private final KeyPatterns patterns;
  private final List<Lane> ofPatterns;
  private final Lane other;
  private final @Nullable Lane ofSelfTest;
  private final Map<HybridTable, Lane> byTable = new HashMap<>();

  private Lanes(
      KeyPatterns patterns, List<Lane> ofPatterns, Lane other, @Nullable Lane ofSelfTest) {
    this.patterns = patterns;
    this.ofPatterns = ofPatterns;
    this.other = other;
    this.ofSelfTest = ofSelfTest;
    all().forEach(lane -> byTable.put(lane.table(), lane));
  }

  static Lanes of(StoreSettings settings) {
    List<Lane> lanes = new ArrayList<>();
    for (PatternSettings one : settings.patterns()) {
      String text = one.pattern().text();
      // What is skipped has no table, and is never asked for one.
      String table = one.table() == null ? "skipped" : one.table();
      lanes.add(
          new Lane(
              text,
              one.pattern().prefix(),
              new HybridTable(text, table, one.columns()),
              one.priority(),
              one.skip()));
    }
    HybridTable rest = new HybridTable("other keys", settings.otherTable(), List.of());
    return new Lanes(
        settings.keyPatterns(),
        List.copyOf(lanes),
        new Lane("", "", rest, Priority.LOW, null),
        settings.name().equals(SelfTest.NAME) ? null : ofSelfTest());
  }

  /** Keys of a self-test are none of the application's, and another one moves them. */
  private static Lane ofSelfTest() {
    return new Lane(
        SelfTest.PREFIX,
        SelfTest.PREFIX,
        new HybridTable(SelfTest.PREFIX, "skipped", List.of()),
        Priority.LOW,
        "the self-test moves them");
  }

  @Override
  public List<HybridTable> tables() {
    return moved().stream().map(Lane::table).toList();
  }

  @Override
  public HybridTable table(String key) {
    return of(key).table();
  }

  @Override
  public boolean mayHold(HybridTable table, String prefix) {
    return all().stream().anyMatch(lane -> lane.table() == table && lane.mayHold(prefix));
  }

  /** The lane of a key. */
  Lane of(String key) {
    if (ofSelfTest != null && key.startsWith(SelfTest.PREFIX)) {
      return ofSelfTest;
    }
    int place = patterns.indexOf(key);
    return place < 0 ? other : ofPatterns.get(place);
  }

  /** The lane of one of {@link #tables}. */
  Lane of(HybridTable table) {
    Lane lane = byTable.get(table);
    if (lane == null) {
      throw new IllegalArgumentException("expected a table of a lane");
    }
    return lane;
  }

  /** The control group of a key, or null where it is never moved. */
  @Nullable String group(String key) {
    Lane lane = of(key);
    return lane.skip() == null ? lane.group() : null;
  }

  /** Whether a group's control row must be there and is not. */
  boolean isLost(String group) {
    return moved().stream().anyMatch(lane -> lane.isLost() && lane.group().equals(group));
  }

  /** All of them, that of keys without a pattern last. */
  List<Lane> all() {
    List<Lane> all = new ArrayList<>(ofPatterns);
    all.add(other);
    return all;
  }

  /** Those that are moved, the urgent ones first. */
  List<Lane> moved() {
    return all().stream()
        .filter(lane -> lane.skip() == null)
        .sorted(Comparator.comparing(Lane::priority))
        .toList();
  }

  /**
   * The lane of a pattern.
   *
   * @param pattern its text, or its table; empty for the keys without a pattern
   * @throws CrossfadeException CF-7207 when there is none
   */
  Lane named(String pattern) {
    return all().stream()
        .filter(lane -> lane.pattern().equals(pattern) || lane.group().equals(pattern))
        .findFirst()
        .orElseThrow(() -> new CrossfadeException(ErrorCode.CF_7207, "pattern " + pattern));
  }
}
