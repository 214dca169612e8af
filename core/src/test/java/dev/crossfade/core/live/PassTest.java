package dev.crossfade.core.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveStore.TakeRequest;
import dev.crossfade.core.live.PassResult.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PassTest {
  private final MemoryStore source = new MemoryStore("L", true, Content.of(StoreState.FIRST));
  private final MemoryStore target =
      new MemoryStore("N", false, Content.of(new StoreState(false, -1, 0, 0, 1, true)));

  private static PassStep after(PassStep step, int calls, MemoryStore from, MemoryStore to) {
    PassStep at = step;
    for (int i = 0; i < calls; i++) {
      at = at.next(from, to);
    }
    return at;
  }

  private static PassStep pass(String id) {
    return new PassStep.Look(new TakeRequest(id, null));
  }

  private static PassResult result(PassStep step) {
    return ((PassStep.Done) step).result();
  }

  @Test
  void bringsTheTargetToTheStateOfTheSource() {
    source.write(Map.of("x", "1", "y", "2"));
    PassResult result = Pass.run(source, target);
    assertThat(result.kind()).isEqualTo(Kind.APPLIED);
    assertThat(result.keys()).isEqualTo(2);
    assertThat(result.version()).isEqualTo(2).isEqualTo(target.state().version());
    assertThat(target.now.data()).isEqualTo(source.now.data());
    assertThat(source.backlog()).isZero();
    assertThat(source.preparedPasses().confirmed()).isEqualTo(target.lastPass());
  }

  @Test
  void anEmptyPassChangesNothingAnywhere() {
    Content before = source.now;
    Content there = target.now;
    PassResult result = Pass.run(source, target);
    assertThat(result.kind()).isEqualTo(Kind.EMPTY);
    assertThat(result.version()).isEqualTo(1);
    assertThat(source.now).isSameAs(before);
    assertThat(target.now).isSameAs(there);
  }

  @Test
  void whoComesSecondIsOvertakenAndRemovesNothing() {
    source.write(Map.of("x", "1"));
    PassStep slow = after(pass("slow"), 3, source, target);
    assertThat(slow).isInstanceOf(PassStep.Apply.class);
    source.write(Map.of("x", "2"));
    Pass.run(source, target);
    source.write(Map.of("x", "3"));
    assertThat(result(slow.next(source, target)).kind()).isEqualTo(Kind.OVERTAKEN);
    assertThat(target.now.data()).containsEntry("x", "2");
    assertThat(source.backlog()).isEqualTo(1);
  }

  @Test
  void aPassConfirmedBetweenTheTwoQuestionsIsNoAlarm() {
    source.write(Map.of("x", "1"));
    Pass.run(source, target);
    PassStep slow = after(pass("slow"), 1, source, target);
    source.write(Map.of("x", "2"));
    Pass.run(source, target);
    assertThat(result(after(slow, 2, source, target)).kind()).isEqualTo(Kind.OVERTAKEN);
  }

  @Test
  void aTrimThatComesLateDoesNotForgetALaterPass() {
    source.write(Map.of("x", "1"));
    PassStep late = after(pass("first"), 4, source, target);
    assertThat(late).isInstanceOf(PassStep.Trim.class);
    source.write(Map.of("x", "2"));
    Pass.run(source, target);
    late.next(source, target);
    assertThat(Pass.run(source, target).kind()).isEqualTo(Kind.EMPTY);
  }

  @Test
  void passesInARowAskTheTargetOnlyAtFirst() {
    int[] looks = new int[1];
    MemoryStore asked =
        new MemoryStore("N", false, target.now) {
          @Override
          public StoreState state() {
            looks[0]++;
            return super.state();
          }
        };
    Passes passes = new Passes(source, asked);
    for (int i = 0; i < 3; i++) {
      source.write(Map.of("x", String.valueOf(i)));
      assertThat(passes.next().kind()).isEqualTo(Kind.APPLIED);
    }
    assertThat(looks[0]).isEqualTo(1);
    assertThat(passes.next().kind()).isEqualTo(Kind.EMPTY);
    assertThat(passes.next().kind()).isEqualTo(Kind.EMPTY);
    assertThat(looks[0]).isEqualTo(2);
  }

  @Test
  void passesInARowAreOvertakenByAnApplierInBetween() {
    Passes passes = new Passes(source, target);
    source.write(Map.of("x", "1"));
    passes.next();
    source.write(Map.of("x", "2"));
    Pass.run(source, target);
    source.write(Map.of("x", "3"));
    assertThat(passes.next().kind()).isEqualTo(Kind.OVERTAKEN);
    assertThat(target.now.data()).containsEntry("x", "2");
    assertThat(passes.next().kind()).isEqualTo(Kind.APPLIED);
    assertThat(target.now.data()).containsEntry("x", "3");
  }

  @Test
  void passesInARowNoticeATargetRestoredInBetween() {
    Passes passes = new Passes(source, target);
    source.write(Map.of("x", "1"));
    passes.next();
    Content backup = target.now;
    source.write(Map.of("x", "2"));
    passes.next();
    target.now = backup;
    source.write(Map.of("y", "3"));
    assertThat(passes.next().kind()).isEqualTo(Kind.OVERTAKEN);
    assertThatThrownBy(passes::next)
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_6001));
    assertThat(target.now).isSameAs(backup);
  }

  @Test
  void aTargetRestoredFromABackupGetsNothing() {
    source.write(Map.of("x", "1"));
    Pass.run(source, target);
    Content backup = target.now;
    source.write(Map.of("x", "2"));
    Pass.run(source, target);
    target.now = backup;
    source.write(Map.of("y", "3"));
    assertThatThrownBy(() -> Pass.run(source, target))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_6001));
    assertThat(target.now).isSameAs(backup);
    assertThat(source.backlog()).isEqualTo(1);
  }

  @Test
  void aSourceRestoredFromABackupFeedsNobody() {
    Content backup = source.now;
    source.write(Map.of("x", "1"));
    Pass.run(source, target);
    source.now = backup;
    source.write(Map.of("y", "3"));
    assertThatThrownBy(() -> Pass.run(source, target)).isInstanceOf(CrossfadeException.class);
    assertThat(target.now.data()).doesNotContainKey("y");
  }

  @Test
  void powerLostBetweenApplyAndTrimIsNoAlarm() {
    source.write(Map.of("x", "1"));
    PassStep applied = after(pass("p"), 5, source, target);
    source.losePower();
    assertThat(source.backlog()).isEqualTo(1);
    applied.abandon();
    assertThat(Pass.run(source, target).kind()).isEqualTo(Kind.APPLIED);
    assertThat(source.backlog()).isZero();
  }

  @Test
  void anOpenOrIncompleteTargetTakesNoPass() {
    source.write(Map.of("x", "1"));
    MemoryStore empty = new MemoryStore("N", false, Content.of(StoreState.SECOND));
    assertThat(Pass.run(source, empty).kind()).isEqualTo(Kind.BLOCKED);
    assertThat(Pass.run(target, source).kind()).isEqualTo(Kind.BLOCKED);
    assertThat(empty.now.data()).isEmpty();
  }
}
