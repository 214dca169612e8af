package dev.crossfade.facade;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Entries of two stores as one, each key from the store in which its pattern is open. */
final class View implements StoreSnapshot {
  private final Lanes lanes;
  private final StoreSnapshot first;
  private final @Nullable StoreSnapshot second;
  private final Set<Lane> inSecond;

  /**
   * @param second null when every pattern is taken from the first
   * @param inSecond the patterns that are taken from the second
   */
  View(Lanes lanes, StoreSnapshot first, @Nullable StoreSnapshot second, Set<Lane> inSecond) {
    this.lanes = lanes;
    this.first = first;
    this.second = second;
    this.inSecond = inSecond;
  }

  @Override
  public @Nullable Document get(String key) {
    if (StoreKeys.isSide(StoreKeys.check(key))) {
      return null;
    }
    return second != null && isInSecond(key) ? second.get(key) : first.get(key);
  }

  private boolean isInSecond(String key) {
    return inSecond.contains(lanes.of(key));
  }

  @Override
  public Stream<StoreEntry> scan(String prefix, @Nullable String after) {
    Stream<StoreEntry> here =
        first
            .scan(prefix, after)
            .filter(entry -> !StoreKeys.isSide(entry.key()) && !isInSecond(entry.key()));
    if (second == null || inSecond.stream().noneMatch(lane -> lane.mayHold(prefix))) {
      return here;
    }
    Stream<StoreEntry> there = second.scan(prefix, after).filter(entry -> isInSecond(entry.key()));
    int traits = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;
    Iterator<StoreEntry> merged = new Merged(here.iterator(), there.iterator());
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(merged, traits), false)
        .onClose(here::close)
        .onClose(there::close);
  }

  /** Two iterators in the order of keys as one; no key is in both. */
  private static final class Merged implements Iterator<StoreEntry> {
    private final Iterator<StoreEntry> one;
    private final Iterator<StoreEntry> other;
    private @Nullable StoreEntry nextOfOne;
    private @Nullable StoreEntry nextOfOther;

    Merged(Iterator<StoreEntry> one, Iterator<StoreEntry> other) {
      this.one = one;
      this.other = other;
    }

    @Override
    public boolean hasNext() {
      return nextOfOne != null || nextOfOther != null || one.hasNext() || other.hasNext();
    }

    @Override
    public StoreEntry next() {
      StoreEntry a = nextOfOne == null && one.hasNext() ? one.next() : nextOfOne;
      StoreEntry b = nextOfOther == null && other.hasNext() ? other.next() : nextOfOther;
      if (a == null && b == null) {
        throw new NoSuchElementException();
      }
      boolean takesOne = b == null || a != null && StoreKeys.ORDER.compare(a.key(), b.key()) < 0;
      nextOfOne = takesOne ? null : a;
      nextOfOther = takesOne ? b : null;
      StoreEntry taken = takesOne ? a : b;
      if (taken == null) {
        throw new NoSuchElementException();
      }
      return taken;
    }
  }

  @Override
  public void close() {
    try (first) {
      if (second != null) {
        second.close();
      }
    }
  }
}
