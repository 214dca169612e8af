package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreTransaction;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A state and the changes to it that nobody else sees yet. */
final class Transaction implements StoreTransaction {
  private final Content content;
  private final BiFunction<String, Document, Held> check;
  private final Thread thread = Thread.currentThread();
  private final Map<String, @Nullable Held> changes = new TreeMap<>();
  private boolean ended;

  Transaction(Content content, BiFunction<String, Document, Held> check) {
    this.content = content;
    this.check = check;
  }

  Map<String, @Nullable Held> changes() {
    return changes;
  }

  void end() {
    ended = true;
  }

  private void checkUse() {
    if (Thread.currentThread() != thread || ended) {
      throw new CrossfadeException(
          ErrorCode.CF_7004, ended ? "a transaction that has ended" : "another thread");
    }
  }

  private @Nullable Held held(String key) {
    checkUse();
    StoreKeys.check(key);
    return changes.containsKey(key) ? changes.get(key) : content.get(key);
  }

  @Override
  public @Nullable Document get(String key) {
    Held held = held(key);
    return held == null ? null : held.value();
  }

  @Override
  public void put(String key, Document value) {
    checkUse();
    changes.put(key, check.apply(key, value));
  }

  @Override
  public boolean delete(String key) {
    boolean there = held(key) != null;
    if (there) {
      changes.put(key, null);
    }
    return there;
  }
}
