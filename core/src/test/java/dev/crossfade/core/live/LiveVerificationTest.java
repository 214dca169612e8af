package dev.crossfade.core.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveVerification.Limits;
import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.verify.Difference;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under writers that write between any two calls, exactly the planted differences are found. */
final class LiveVerificationTest {
  private static final long SEED = 20260704;
  private static final int KEYS = 2000;

  private final Random random = new Random(SEED);
  private boolean ordered = true;
  private boolean noisy;
  private int interruptions;
  private int largest;

  /** Writers write before and after every snapshot; each row read costs a microsecond. */
  private final MemoryStore source =
      new MemoryStore("L", true, Content.of(StoreState.FIRST)) {
        @Override
        public Changes take(TakeRequest request) {
          writeSomething();
          Changes changes = super.take(request);
          Spool chunk = changes.chunk();
          if (chunk != null) {
            changes = changes.withChunkNanos(1000 * chunk.rows());
            largest = Math.max(largest, (int) chunk.rows());
          }
          writeSomething();
          return changes;
        }

        @Override
        public boolean readsInKeyOrder(CollectionPlan plan) {
          return ordered;
        }
      };

  /** Another applier comes between now and then; values that begin with ! do not fit. */
  private final MemoryStore target =
      new MemoryStore("N", false, Content.of(new StoreState(false, -1, 0, 0, 1, true))) {
        @Override
        public List<byte[]> deadKeys(CollectionPlan plan, KeyRange range) {
          if (interruptions == 20 || (interruptions > 0 && random.nextInt(3) == 0)) {
            interruptions--;
            Pass.run(source, this);
          }
          return super.deadKeys(plan, range);
        }

        @Override
        @Nullable String fit(String value) {
          return value.startsWith("!") ? null : value;
        }
      };

  private static String key(int i) {
    return String.format("k%05d", i);
  }

  private void writeSomething() {
    if (!noisy) {
      return;
    }
    Map<String, @Nullable String> values = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      // Multiples of ten are left alone: differences are planted there.
      int at = 10 * random.nextInt(KEYS / 10) + 1 + random.nextInt(9);
      values.put(key(at), random.nextInt(4) == 0 ? null : "v" + random.nextInt());
    }
    source.write(values);
  }

  private void fill() {
    Map<String, @Nullable String> values = new HashMap<>();
    for (int i = 0; i < KEYS; i++) {
      values.put(key(i), "v" + i);
    }
    source.write(values);
    Pass.run(source, target);
  }

  private VerifiedCollection verify(int rows) {
    return verify(new Limits(100, rows, Duration.ofNanos(500_000)));
  }

  private VerifiedCollection verify(Limits limits) {
    return new LiveVerification(source, target, limits, new Cancellation(), Events.NONE)
        .verify(Rows.PLAN);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsNoDifferenceWhereThereIsNone(boolean inOrder) {
    ordered = inOrder;
    fill();
    noisy = true;
    interruptions = 20;
    VerifiedCollection found = verify(100);
    assertThat(found.equal()).as("seed %d: %s", SEED, found).isTrue();
    assertThat(found.rows()).isPositive();
    assertThat(interruptions).isLessThan(20);
    assertThat(found.chunks()).matches(chunks -> inOrder ? chunks > 5 : chunks == 1);
    assertThat(source.state().version()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void findsExactlyThePlantedDifferences(boolean inOrder) {
    ordered = inOrder;
    fill();
    target.now =
        target
            .now
            .put(key(0), "changed")
            .put(key(500), null)
            .put(key(1990), null)
            .put("a", "before the first")
            .put("z", "behind the last");
    noisy = true;
    interruptions = 20;
    VerifiedCollection found = verify(100);
    assertThat(found.differing()).as("seed %d", SEED).isEqualTo(1);
    assertThat(found.missing()).isEqualTo(2);
    assertThat(found.extra()).isEqualTo(2);
    assertThat(found.listed())
        .extracting(Difference::key)
        .containsExactlyInAnyOrder(
            Rows.key(key(0)),
            Rows.key(key(500)),
            Rows.key(key(1990)),
            Rows.key("a"),
            Rows.key("z"));
    assertThat(found.source()).isNotEqualTo(found.target());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesDeadKeysOut(boolean inOrder) {
    ordered = inOrder;
    fill();
    source.write(Map.of(key(10), "!dead", "new", "!dead too"));
    noisy = true;
    VerifiedCollection found = verify(100);
    assertThat(found.equal()).as("seed %d: %s", SEED, found).isTrue();
    assertThat(found.deadKeys()).isEqualTo(2);
    assertThat(target.now.data()).containsEntry(key(10), "v10");
  }

  @Test
  void listsNoMoreThanAskedForAndCountsAll() {
    fill();
    for (int i = 0; i < 300; i++) {
      target.now = target.now.put(key(i * 5), null);
    }
    VerifiedCollection found = verify(new Limits(7, 100, Duration.ofNanos(500_000)));
    assertThat(found.missing()).isEqualTo(300);
    assertThat(found.listed()).hasSize(7);
  }

  @Test
  void chunksGrowAndShrinkForTheLimitOfATransaction() {
    fill();
    // 500 rows take the time allowed, and a third of it is no reason to grow.
    verify(64);
    assertThat(largest).isBetween(167, 500);
    largest = 0;
    VerifiedCollection shrunk = verify(2000);
    assertThat(largest).isEqualTo(2000);
    assertThat(shrunk.chunks()).isEqualTo(2);
  }

  @Test
  void comparesTwoEmptyTables() {
    assertThat(verify(100).equal()).isTrue();
    target.now = target.now.put("only here", "v");
    assertThat(verify(100).extra()).isEqualTo(1);
  }

  @Test
  void givesUpWhenTheTargetIsNotTheOneFed() {
    MemoryStore open = new MemoryStore("N", false, Content.of(StoreState.FIRST));
    LiveVerification verification =
        new LiveVerification(source, open, Limits.DEFAULT, new Cancellation(), Events.NONE);
    assertThatThrownBy(() -> verification.verify(Rows.PLAN))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_6006));
  }

  @Test
  void stopsWhenAsked() {
    fill();
    Cancellation cancellation = new Cancellation();
    cancellation.request();
    LiveVerification verification =
        new LiveVerification(source, target, Limits.DEFAULT, cancellation, Events.NONE);
    assertThatThrownBy(() -> verification.verify(Rows.PLAN))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_5201));
  }

  @Test
  void everyChunkIsFreed() {
    // A piece of an odd number of rows ends exactly where the table does.
    fill();
    VerifiedCollection found = verify(new Limits(100, KEYS, Duration.ofDays(1)));
    assertThat(found.rows()).isEqualTo(KEYS);
    assertThat(found.chunks()).isEqualTo(2);
    assertThat(List.copyOf(target.now.dead())).isEmpty();
  }
}
