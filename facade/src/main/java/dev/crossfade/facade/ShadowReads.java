package dev.crossfade.facade;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.store.Store;
import dev.crossfade.facade.live.OpenWrites;
import dev.crossfade.live.Stage;
import dev.crossfade.postgres.store.PostgresStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * In SHADOW_READ, reads some of the keys that the application read again, from both stores and on a
 * thread of its own, and compares the values. A key that waits in the outbox is passed over, before
 * and after; one that differs is looked at again, so that only lasting differences are kept. What
 * does not fit into the queue is left out: nobody waits for this.
 */
final class ShadowReads implements AutoCloseable {
  private static final int QUEUE = 1000;
  private static final int KEPT = 1000;
  private static final int LOOKS = 3;
  private static final long POLL_MILLIS = 200;

  private final double share;
  private final Store first;
  private final OpenWrites writes;
  private final PostgresStore second;
  private final Breaker breaker;
  private final Function<String, BiPredicate<Document, Document>> equality;
  private final Consumer<String> tell;
  private final BlockingQueue<Asked> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Map<Lane, ConcurrentSkipListSet<String>> differing = new ConcurrentHashMap<>();
  private final LongAdder compared = new LongAdder();
  private final Thread thread;
  private volatile boolean closed;

  private record Asked(Lane lane, String key) {}

  /**
   * @param share of reads that are compared, 0 to 1
   * @param equality of the values of a pattern, by its text
   * @param tell takes a sentence for each pattern's first difference
   */
  ShadowReads(
      String name,
      double share,
      Store first,
      OpenWrites writes,
      PostgresStore second,
      Breaker breaker,
      Function<String, BiPredicate<Document, Document>> equality,
      Consumer<String> tell) {
    this.share = share;
    this.first = first;
    this.writes = writes;
    this.second = second;
    this.breaker = breaker;
    this.equality = equality;
    this.tell = tell;
    thread = new Thread(this::run, "crossfade-" + name + "-shadow");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The application has read a key. */
  void read(Lane lane, String key) {
    if (lane.stage() == Stage.SHADOW_READ
        && share > 0
        && ThreadLocalRandom.current().nextDouble() < share) {
      queue.offer(new Asked(lane, key));
    }
  }

  private void run() {
    while (!closed) {
      try {
        Asked asked = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (asked != null) {
          compare(asked);
        }
      } catch (InterruptedException e) {
        // Only close() ends this thread, by its flag.
      } catch (CrossfadeException away) {
        // The second store is away; whoever needs it says so.
        queue.clear();
      }
    }
  }

  private void compare(Asked asked) {
    for (int look = 0; look < LOOKS; look++) {
      @Nullable Boolean equal = look(asked);
      if (equal == null) {
        return;
      }
      if (equal) {
        compared.increment();
        differing.getOrDefault(asked.lane(), new ConcurrentSkipListSet<>()).remove(asked.key());
        return;
      }
    }
    compared.increment();
    ConcurrentSkipListSet<String> keys =
        differing.computeIfAbsent(asked.lane(), lane -> new ConcurrentSkipListSet<>());
    boolean begins = keys.isEmpty();
    if (keys.size() < KEPT) {
      keys.add(asked.key());
    }
    if (begins) {
      tell.accept(asked.lane() + ": a read differs in both stores; status names how many do");
    }
  }

  /** Whether both stores have the same; null when that cannot be told now. */
  private @Nullable Boolean look(Asked asked) {
    String group = asked.lane().group();
    StoreState state = writes.state(group);
    Document before = first.get(asked.key());
    if (asked.lane().stage() != Stage.SHADOW_READ || writes.isDirty(group, asked.key())) {
      return null;
    }
    Document other = breaker.call(() -> second.read(asked.key())).value();
    Document after = first.get(asked.key());
    if (!Objects.equals(before, after)
        || writes.isDirty(group, asked.key())
        || !stayedOpen(state, writes.state(group))) {
      return null;
    }
    return before == null || other == null
        ? before == null && other == null
        : equality.apply(asked.lane().pattern()).test(before, other);
  }

  /** Whether no write came to the second store but by passes: it was not open in between. */
  private static boolean stayedOpen(@Nullable StoreState before, @Nullable StoreState after) {
    return before != null
        && after != null
        && before.open()
        && after.open()
        && before.epoch() == after.epoch();
  }

  /** How many keys of a lane were found different and not equal since. */
  long differing(Lane lane) {
    return differing.getOrDefault(lane, new ConcurrentSkipListSet<>()).size();
  }

  /** Those keys, in their order; at most a thousand are kept. */
  List<String> keys(Lane lane) {
    return List.copyOf(differing.getOrDefault(lane, new ConcurrentSkipListSet<>()));
  }

  /** How many keys were compared. */
  long compared() {
    return compared.sum();
  }

  @Override
  public void close() {
    closed = true;
    Threads.join(thread);
  }
}
