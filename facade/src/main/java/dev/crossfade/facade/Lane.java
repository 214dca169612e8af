package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.setting.Priority;
import dev.crossfade.live.Stage;
import org.jspecify.annotations.Nullable;

/** The keys of one pattern, which move together: where they lie, and how far they are. */
final class Lane {
  private final String pattern;
  private final String prefix;
  private final HybridTable table;
  private final Priority priority;
  private final @Nullable String skip;
  private volatile boolean second;
  private volatile boolean lost;
  private volatile Stage stage = Stage.LEGACY_ONLY;
  private volatile @Nullable String migration;

  /**
   * @param pattern its text; empty for the keys that follow none
   * @param prefix what all its keys begin with
   * @param table how they lie in the second store
   * @param skip why they are not moved, or null
   */
  Lane(String pattern, String prefix, HybridTable table, Priority priority, @Nullable String skip) {
    this.pattern = pattern;
    this.prefix = prefix;
    this.table = table;
    this.priority = priority;
    this.skip = skip;
  }

  String pattern() {
    return pattern;
  }

  String prefix() {
    return prefix;
  }

  HybridTable table() {
    return table;
  }

  Priority priority() {
    return priority;
  }

  @Nullable String skip() {
    return skip;
  }

  /** The name of its control row in the first store. */
  String group() {
    return table.plan().target();
  }

  /** Which store was seen open last; a hint, which decides nothing. */
  boolean isSecond() {
    return second;
  }

  void seen(Origin open) {
    second = open == Origin.SECOND;
  }

  /** Whether the first store lost what it knew of the migration, so that nobody may use it. */
  boolean isLost() {
    return lost;
  }

  void lose(boolean isLost) {
    lost = isLost;
  }

  /** The stage as it was heard of last. */
  Stage stage() {
    return stage;
  }

  void entered(Stage other) {
    stage = other;
  }

  /**
   * Whether the second store may be open for it, as far as was heard: there is no table before its
   * copy is complete.
   */
  boolean mayBeSecond() {
    return skip == null && stage != Stage.LEGACY_ONLY;
  }

  /**
   * Refuses the second store for keys that cannot be there.
   *
   * @throws CrossfadeException CF-7306
   */
  void requireSecond() {
    if (!mayBeSecond()) {
      throw new CrossfadeException(
          ErrorCode.CF_7306, this + ": " + (skip == null ? "not copied yet" : skip));
    }
  }

  /** The id of its migration; null before it begins, after its end, and until it is known. */
  @Nullable String migration() {
    return migration;
  }

  void moves(@Nullable String id) {
    migration = id;
  }

  /** Whether a key with this beginning can be one of them. */
  boolean mayHold(String beginning) {
    return beginning.startsWith(prefix) || prefix.startsWith(beginning);
  }

  @Override
  public String toString() {
    return pattern.isEmpty() ? "keys of no pattern" : pattern;
  }
}
