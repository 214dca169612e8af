package dev.crossfade.live;

import dev.crossfade.core.live.LiveLedger.AcceptedKey;
import dev.crossfade.core.live.LiveStore.DeadKey;
import dev.crossfade.core.plan.CollectionPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys whose values do not fit the closed store, and which of them a person accepted. */
public final class DeadKeyList {
  private final Migration migration;

  /**
   * @param migration as the ledger has it
   */
  public DeadKeyList(Migration migration) {
    this.migration = migration;
  }

  /**
   * A dead key.
   *
   * @param key as the closed store has it
   * @param reason why it was accepted, or null when it counts
   * @param actor who accepted it, or null
   */
  public record Entry(DeadKey key, @Nullable String reason, @Nullable String actor) {}

  /** Those of the closed store, at most so many. */
  public List<Entry> list(int limit) {
    List<AcceptedKey> accepted = migration.ledger().accepted(migration.id());
    List<Entry> entries = new ArrayList<>();
    try (Migration.Pair pair = migration.pair()) {
      for (DeadKey key : Way.now(pair).target().listDeadKeys(limit)) {
        entries.add(entry(key, accepted));
      }
    }
    return entries;
  }

  private static Entry entry(DeadKey key, List<AcceptedKey> accepted) {
    for (AcceptedKey note : key.accepted() ? accepted : List.<AcceptedKey>of()) {
      if (note.table().equals(key.plan().target()) && Arrays.equals(note.key(), key.key())) {
        return new Entry(key, note.reason(), note.actor());
      }
    }
    return new Entry(key, null, null);
  }

  /**
   * Accepts keys: a switch may leave them behind as they are. The reason is durable before the key
   * counts as accepted.
   *
   * @throws dev.crossfade.core.error.CrossfadeException CF-6324 when one is not dead; then none of
   *     them is accepted
   */
  public void accept(Map<CollectionPlan, List<byte[]>> keys, String reason) {
    try (Migration.Pair pair = migration.pair()) {
      keys.forEach(
          (plan, some) ->
              some.forEach(
                  key ->
                      migration
                          .ledger()
                          .accepted(
                              migration.id(),
                              new AcceptedKey(plan.target(), key, reason, migration.actor()))));
      Way.now(pair).target().acceptDeadKeys(keys, true);
    }
    migration.event("accepted", sentence(keys) + " may stay as they are", reason);
  }

  /**
   * Takes that back.
   *
   * @throws dev.crossfade.core.error.CrossfadeException CF-6324 when one is not dead; then nothing
   *     is changed
   */
  public void withdraw(Map<CollectionPlan, List<byte[]>> keys, @Nullable String reason) {
    try (Migration.Pair pair = migration.pair()) {
      Way.now(pair).target().acceptDeadKeys(keys, false);
      keys.forEach(
          (plan, some) ->
              some.forEach(
                  key -> migration.ledger().withdrawn(migration.id(), plan.target(), key)));
    }
    migration.event("withdrawn", sentence(keys) + " count again", reason);
  }

  private static String sentence(Map<CollectionPlan, List<byte[]>> keys) {
    List<String> parts = new ArrayList<>();
    keys.forEach((plan, some) -> parts.add(some.size() + " dead keys of " + plan.target()));
    return String.join(", ", parts);
  }
}
