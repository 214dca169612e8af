package dev.crossfade.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.verify.Difference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys that changed since they were verified: what is recorded, compared and taken off again. */
final class ChangedVerificationTest {
  private final MemoryStore source = new MemoryStore("L", true, Content.of(StoreState.FIRST));
  private final MemoryStore target =
      new MemoryStore("N", false, Content.of(new StoreState(false, -1, 0, 0, 1, true)));

  private void write(String... keysAndValues) {
    Map<String, @Nullable String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String value = keysAndValues[i + 1];
      values.put(keysAndValues[i], value.isEmpty() ? null : value);
    }
    source.write(values);
    Pass.run(source, target);
  }

  private VerifiedCollection verify() {
    return new LiveVerification(
            source, target, LiveVerification.Limits.DEFAULT, new Cancellation(), Events.NONE)
        .verify(Rows.PLAN);
  }

  private ChangedVerification.Result compare() {
    return new ChangedVerification(source, target, 10, () -> false).run(List.of(Rows.PLAN));
  }

  private List<String> recorded() {
    return target.changedKeys(Rows.PLAN).stream().map(key -> Rows.text(key.key())).toList();
  }

  @Test
  void recordsFromTheFirstVerificationOn() {
    write("a", "1", "b", "1", "c", "1");
    assertThat(target.recorded()).isEqualTo(ChangedKeys.NONE);
    assertThat(verify().equal()).isTrue();
    assertThat(target.recorded()).isEqualTo(new ChangedKeys(true, 0, 0));
    write("b", "2", "c", "");
    write("b", "3");
    assertThat(recorded()).containsExactly("b", "c");
  }

  @Test
  void aVerificationTakesOffWhatItSaw() {
    write("a", "1", "b", "1");
    verify();
    write("a", "2", "b", "2");
    verify();
    assertThat(recorded()).isEmpty();
  }

  @Test
  void whatDiffersStaysOnTheRecord() {
    write("a", "1", "b", "1");
    verify();
    write("a", "2", "b", "2", "c", "");
    target.now = target.now.put("b", "spoiled");
    ChangedVerification.Result found = compare();
    assertThat(found.keys()).isEqualTo(3);
    assertThat(found.differences()).isEqualTo(1);
    Difference difference = found.collections().get(0).listed().get(0);
    assertThat(Rows.text(difference.key())).isEqualTo("b");
    found.forget(target);
    assertThat(recorded()).containsExactly("a", "b", "c");
    assertThat(verify().differences()).isEqualTo(1);
    assertThat(recorded()).as("the piece with a difference").containsExactly("a", "b", "c");
    write("b", "3");
    assertThat(compare().equal()).isTrue();
    compare().forget(target);
    assertThat(recorded()).isEmpty();
  }

  /** A pass between the comparison and the forgetting: the key has changed again. */
  @Test
  void aKeyThatChangedAgainStays() {
    write("a", "1", "b", "1");
    verify();
    write("a", "2", "b", "2");
    ChangedVerification.Result found = compare();
    write("b", "3");
    found.forget(target);
    assertThat(recorded()).containsExactly("b");
  }

  @Test
  void breaksOffWhenItTakesTooLong() {
    write("a", "1");
    verify();
    write("a", "2");
    ChangedVerification.Result found =
        new ChangedVerification(source, target, 10, () -> true).run(List.of(Rows.PLAN));
    assertThat(found.complete()).isFalse();
    assertThat(ChangedGate.compared(found).passes()).isFalse();
  }

  @Test
  void theGateOfTheBarrierSaysWhatDiffers() {
    write("a", "1");
    verify();
    write("a", "2");
    assertThat(ChangedGate.compared(compare()).reason())
        .isEqualTo("1 keys that changed since they were verified are equal.");
    target.now = target.now.put("a", "spoiled");
    Gate shut = ChangedGate.compared(compare());
    assertThat(shut.passes()).isFalse();
    assertThat(shut.reason())
        .isEqualTo("1 of 1 keys that changed since they were verified differ.");
  }

  /** Pieces: each takes off only what lies in it and came before it. */
  @Test
  void rangesCoverTheirOwnKeysOnly() {
    VerifiedRanges ranges = new VerifiedRanges(Rows.PLAN);
    ranges.add(new KeyRange(null, Rows.key("f")), 5, true);
    ranges.add(new KeyRange(Rows.key("f"), Rows.key("m")), 6, false);
    ranges.add(new KeyRange(Rows.key("m"), null), 7, true);
    List<ChangedKey> recorded =
        List.of(
            new ChangedKey(Rows.key("a"), 5),
            new ChangedKey(Rows.key("b"), 6),
            new ChangedKey(Rows.key("f"), 4),
            new ChangedKey(Rows.key("g"), 1),
            new ChangedKey(Rows.key("m"), 1),
            new ChangedKey(Rows.key("n"), 7),
            new ChangedKey(Rows.key("z"), 8),
            new ChangedKey(new byte[0], 1));
    assertThat(ranges.covered(recorded).stream().map(key -> Rows.text(key.key())))
        .containsExactly("a", "f", "n");
  }

  @Test
  void aWholeCollectionIsDoneWithWhenAllPiecesSawIt() {
    VerifiedRanges ranges = new VerifiedRanges(Rows.PLAN);
    ranges.add(new KeyRange(null, Rows.key("f")), 5, true);
    ranges.add(new KeyRange(Rows.key("f"), null), 7, true);
    ChangedKey before = new ChangedKey(new byte[0], 5);
    ChangedKey between = new ChangedKey(new byte[0], 6);
    assertThat(ranges.covered(List.of(before))).containsExactly(before);
    assertThat(ranges.covered(List.of(between))).isEmpty();
  }
}
