package dev.crossfade.core.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.GateFacts.Limits;
import dev.crossfade.core.live.GateFacts.Verified;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GatesTest {
  private static final Instant NOW = Instant.parse("2026-07-04T12:00:00Z");
  private static final ChangedKeys KEPT = new ChangedKeys(true, 12, 0);
  private static final ChangedVerification.Result NOTHING =
      new ChangedVerification.Result(KEPT, 0, true, List.of(), List.of());
  private static final ChangedVerification.Result TOO_LATE =
      new ChangedVerification.Result(KEPT, 3, false, List.of(), List.of());
  private static final Verified CLEAN = new Verified(NOW.minusSeconds(60), 0, KEPT);
  private static final GateFacts GOOD =
      new GateFacts(true, 0, 0, CLEAN, 3, Duration.ofMillis(20), List.of(), null, NOW);

  private static List<String> shut(GateFacts facts) {
    return Gates.of(facts, Limits.DEFAULT).stream()
        .filter(gate -> !gate.passes())
        .map(Gate::name)
        .toList();
  }

  private static GateFacts verified(Verified verification) {
    return new GateFacts(true, 0, 0, verification, 3, Duration.ofMillis(20), List.of(), null, NOW);
  }

  @Test
  void letThroughWhatIsWell() {
    assertThat(shut(GOOD)).isEmpty();
    Gates.require(Gates.of(GOOD, Limits.DEFAULT));
  }

  @Test
  void eachFactShutsItsGate() {
    Duration fast = Duration.ofMillis(20);
    assertThat(shut(new GateFacts(false, 0, 0, CLEAN, 0, fast, List.of(), null, NOW)))
        .containsExactly(Gates.BACKFILL);
    assertThat(shut(new GateFacts(true, 2, 1, CLEAN, 0, fast, List.of(), null, NOW)))
        .containsExactly(Gates.DEAD_KEYS);
    assertThat(shut(new GateFacts(true, 2, 2, CLEAN, 0, fast, List.of(), null, NOW))).isEmpty();
    assertThat(
            shut(new GateFacts(true, 0, 0, CLEAN, 9, Duration.ofSeconds(10), List.of(), null, NOW)))
        .containsExactly(Gates.LAG);
    assertThat(shut(new GateFacts(true, 0, 0, CLEAN, 0, fast, List.of("fk"), null, NOW)))
        .containsExactly(Gates.CONSTRAINTS);
    assertThat(shut(new GateFacts(true, 0, 0, CLEAN, 0, fast, List.of(), "by hand", NOW)))
        .containsExactly(Gates.RUNNING);
  }

  @Test
  void aVerificationMustBeThereCleanAndYoung() {
    List<String> verification = List.of(Gates.VERIFICATION);
    assertThat(shut(verified(new Verified(NOW.minusSeconds(86_399), 0, KEPT)))).isEmpty();
    assertThat(shut(verified(new Verified(NOW.minusSeconds(86_400), 0, KEPT))))
        .isEqualTo(verification);
    assertThat(shut(verified(new Verified(NOW, 1, KEPT)))).isEqualTo(verification);
    assertThat(shut(verified(new Verified(NOW.plusSeconds(3600), 0, KEPT))))
        .isEqualTo(verification);
    GateFacts never = new GateFacts(true, 0, 0, null, 0, Duration.ZERO, List.of(), null, NOW);
    assertThat(shut(never)).isEqualTo(verification);
  }

  @Test
  void anOverrideNeedsAReasonAndKeepsIt() {
    List<Gate> gates = Gates.of(verified(new Verified(NOW, 1, KEPT)), Limits.DEFAULT);
    assertThatThrownBy(() -> Gates.require(gates))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_6004))
        .hasMessageContaining("verification: The last verification found 1 keys");
    List<Gate> overridden = Gates.override(gates, Map.of("verification", "known and harmless"));
    Gates.require(overridden);
    assertThat(overridden).extracting(Gate::override).contains("known and harmless");
    assertThatThrownBy(() -> Gates.override(gates, Map.of("verification", " ")))
        .hasMessageContaining("without a reason");
    assertThatThrownBy(() -> Gates.override(gates, Map.of("nonsense", "because")))
        .hasMessageContaining("no gate nonsense");
  }

  @Test
  void nobodyOverridesTheBackfill() {
    List<Gate> gates =
        Gates.of(
            new GateFacts(false, 0, 0, CLEAN, 0, Duration.ZERO, List.of(), null, NOW),
            Limits.DEFAULT);
    assertThatThrownBy(() -> Gates.override(gates, Map.of("backfill", "in a hurry")))
        .isInstanceOf(CrossfadeException.class);
  }

  @Test
  void theBarrierSeesWhatIsLeft() {
    MemoryStore source = new MemoryStore("L", true, Content.of(StoreState.FIRST));
    MemoryStore target = new MemoryStore("N", false, Content.of(StoreState.SECOND));
    assertThat(Gates.barrier(source, target, 0, NOTHING)).allMatch(Gate::passes);
    source.write(Map.of("x", "1"));
    target.now = target.now.dead("x", true);
    assertThat(Gates.barrier(source, target, 0, TOO_LATE)).noneMatch(Gate::passes);
    assertThat(Gates.barrier(source, target, 1, NOTHING))
        .extracting(Gate::passes)
        .contains(true, false);
  }

  @Test
  void keysThatChangedMustBeFewAndRecorded() {
    List<String> changed = List.of(Gates.CHANGED_KEYS);
    assertThat(shut(since(new ChangedKeys(true, 100_000, 0)))).isEmpty();
    assertThat(shut(since(new ChangedKeys(true, 100_001, 0)))).isEqualTo(changed);
    assertThat(shut(since(new ChangedKeys(true, 0, 1)))).isEqualTo(changed);
    assertThat(shut(since(ChangedKeys.NONE))).isEqualTo(changed);
  }

  private static GateFacts since(ChangedKeys changed) {
    return verified(new Verified(NOW, 0, changed));
  }
}
