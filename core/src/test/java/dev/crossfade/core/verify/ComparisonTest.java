package dev.crossfade.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.value.KeyOrder;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.RowDigester;
import dev.crossfade.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Both comparisons against differences that were planted and are therefore known. */
final class ComparisonTest {
  private static final boolean[] NO_JSON = {false, false};

  private static Equality keyed() {
    return new Equality(new RowDigester(NO_JSON), new KeyOrder(new int[] {0}), true);
  }

  private static Equality keyless() {
    return new Equality(new RowDigester(NO_JSON), new KeyOrder(new int[0]), false);
  }

  private static List<Value> row(long key, String text) {
    return List.of(new Value.Int(key), new Value.Text(text));
  }

  private static ComparisonResult ordered(
      List<List<Value>> source, List<List<Value>> target, DeadRows dead) {
    return new OrderedComparison(keyed(), dead, 1000, rows -> {})
        .compare(new ListScan(source, 3), new ListScan(target, 4));
  }

  private static ComparisonResult multiset(
      boolean keyed, List<List<Value>> source, List<List<Value>> target, DeadRows dead) {
    return new MultisetComparison(
            keyed ? ComparisonTest::keyed : ComparisonTest::keyless, dead, 1000, rows -> {})
        .compare(() -> new ListScan(source, 3), () -> new ListScan(target, 4));
  }

  private static String hash(List<Value> row) {
    RowBatch batch = new RowBatch(64);
    batch.beginRow();
    row.forEach(value -> value.putInto(batch));
    RowDigester digester = new RowDigester(NO_JSON);
    digester.add(batch.data(), 0, batch.size());
    return digester.take().hex();
  }

  @RepeatedTest(20)
  void findsExactlyThePlantedDifferences(RepetitionInfo repetition) {
    long seed = 7919L * repetition.getCurrentRepetition();
    Random random = new Random(seed);
    TreeMap<Long, List<Value>> source = new TreeMap<>();
    TreeMap<Long, List<Value>> target = new TreeMap<>();
    int missing = 0;
    int extra = 0;
    int differing = 0;
    for (long key = 0; key < 500; key++) {
      List<Value> row = row(key, "value " + random.nextInt(10));
      int fate = random.nextInt(40);
      if (fate != 1) {
        source.put(key, row);
      }
      if (fate != 2) {
        target.put(key, fate == 3 ? row(key, "changed") : row);
      }
      extra += fate == 1 ? 1 : 0;
      missing += fate == 2 ? 1 : 0;
      differing += fate == 3 ? 1 : 0;
    }
    List<List<Value>> shuffled = new ArrayList<>(target.values());
    Collections.shuffle(shuffled, random);

    ComparisonResult merged =
        ordered(List.copyOf(source.values()), List.copyOf(target.values()), new DeadRows());
    ComparisonResult bucketed =
        multiset(true, List.copyOf(source.values()), shuffled, new DeadRows());

    for (ComparisonResult result : List.of(merged, bucketed)) {
      assertThat(result.missing()).as("seed %d", seed).isEqualTo(missing);
      assertThat(result.extra()).as("seed %d", seed).isEqualTo(extra);
      assertThat(result.differing()).as("seed %d", seed).isEqualTo(differing);
      assertThat(result.listed()).hasSize(missing + extra + differing);
      assertThat(result.equal()).isEqualTo(missing + extra + differing == 0);
    }
    assertThat(merged.source()).isEqualTo(bucketed.source());
    assertThat(merged.target()).isEqualTo(bucketed.target());
  }

  @Test
  void namesTheDifferingColumn() {
    ComparisonResult result = ordered(List.of(row(1, "a")), List.of(row(1, "b")), new DeadRows());
    assertThat(result.listed()).hasSize(1);
    assertThat(result.listed().get(0).kind()).isEqualTo(Difference.Kind.DIFFERING);
    assertThat(result.listed().get(0).columns()).containsExactly(1);
  }

  @Test
  void countsHowOftenAKeylessRowIsThere() {
    List<List<Value>> twice = List.of(row(1, "a"), row(1, "a"), row(2, "b"));
    List<List<Value>> thrice = List.of(row(2, "b"), row(1, "a"), row(1, "a"), row(1, "a"));
    ComparisonResult result = multiset(false, twice, thrice, new DeadRows());
    assertThat(result.equal()).isFalse();
    assertThat(result.extra()).isEqualTo(1);
    assertThat(result.missing()).isZero();
  }

  @Test
  void deadLettersAreNotMissing() {
    List<List<Value>> source = List.of(row(1, "a"), row(2, "dead"), row(3, "c"));
    List<List<Value>> target = List.of(row(1, "a"), row(3, "c"));
    DeadRows dead = new DeadRows();
    dead.add(hash(row(2, "dead")));
    assertThat(ordered(source, target, dead).equal()).isTrue();
    assertThat(multiset(true, source, target, dead).equal()).isTrue();
    assertThat(multiset(true, source, target, dead).deadLetters()).isEqualTo(1);
    assertThat(ordered(source, target, new DeadRows()).missing()).isEqualTo(1);
  }

  @Test
  void emptySidesAreEqualAndOneEmptySideIsNot() {
    assertThat(ordered(List.of(), List.of(), new DeadRows()).equal()).isTrue();
    assertThat(ordered(List.of(row(1, "a")), List.of(), new DeadRows()).missing()).isEqualTo(1);
    assertThat(multiset(false, List.of(), List.of(row(1, "a")), new DeadRows()).extra())
        .isEqualTo(1);
  }

  @Test
  void closesBothScans() {
    ListScan source = new ListScan(List.of(row(1, "a")), 1);
    ListScan target = new ListScan(List.of(row(1, "a")), 1);
    new OrderedComparison(keyed(), new DeadRows(), 1, rows -> {}).compare(source, target);
    assertThat(source.closed).isTrue();
    assertThat(target.closed).isTrue();
  }
}
