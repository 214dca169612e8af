package dev.crossfade.facade.plans;

import dev.crossfade.core.document.Document;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A number that several writers raise by one; no value may be given twice. */
final class CounterHistory {
  private final String key;
  private final Set<Long> given = new HashSet<>();
  private long begun;
  private long acknowledged;
  private long refused;
  private long seen;

  CounterHistory(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  static Document raised(@Nullable Document before) {
    return new Document.Int(number(before) + 1);
  }

  static long number(@Nullable Document value) {
    return value instanceof Document.Int number ? number.value() : 0;
  }

  synchronized void begin() {
    begun++;
  }

  /** Returns what is wrong with the number that was given, or null. */
  synchronized @Nullable String acknowledge(long value) {
    acknowledged++;
    seen = Math.max(seen, value);
    return given.add(value) ? null : key + " was raised to " + value + " twice";
  }

  synchronized void refuse() {
    refused++;
  }

  synchronized long floor() {
    return Math.max(acknowledged, seen);
  }

  /** As {@link KeyHistory#judge}. */
  synchronized @Nullable String judge(@Nullable Document found, long floor) {
    long value = number(found);
    if (value < floor || value > begun - refused) {
      return key
          + " is "
          + value
          + "; floor "
          + floor
          + ", acknowledged "
          + acknowledged
          + ", begun "
          + begun
          + ", refused "
          + refused;
    }
    if (floor >= 0) {
      seen = Math.max(seen, value);
    }
    return null;
  }
}
