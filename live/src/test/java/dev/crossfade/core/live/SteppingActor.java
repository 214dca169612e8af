package dev.crossfade.core.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Passes, a switch or a cancel: the production code, one call of a store a step. */
final class SteppingActor extends Actor {
  /** What a store says while somebody else holds it. */
  private static final Set<ErrorCode> BUSY =
      Set.of(ErrorCode.CF_2015, ErrorCode.CF_5057, ErrorCode.CF_6208);

  private final Twin.Stores stores;
  private final UnaryOperator<LiveStore> planted;
  private final Kind kind;
  private final boolean forth;
  private int left;
  private boolean idle;
  private @Nullable Object at;

  /** What it does. */
  enum Kind {
    PASSES,
    SWITCH,
    CANCEL
  }

  /**
   * @param planted puts a defect around a store
   * @param times how many passes that find something
   */
  SteppingActor(Twin twin, UnaryOperator<LiveStore> planted, Kind kind, boolean forth, int times) {
    super(kind + (forth ? " forth" : " back"));
    this.planted = planted;
    this.kind = kind;
    this.forth = forth;
    stores = twin.open();
    left = times;
  }

  @Override
  boolean step() {
    LiveStore source = planted.apply(stores.store(forth));
    LiveStore target = planted.apply(stores.store(!forth));
    Object now = at == null ? begin() : at;
    idle = false;
    try {
      at = next(now, source, target);
    } catch (CrossfadeException e) {
      if (!BUSY.contains(e.code())) {
        throw e;
      }
      abandon(now);
      at = now instanceof SwitchStep step ? failed(step, e) : null;
      left--;
    }
    if (at == null && left <= 0) {
      end();
    }
    return !idle;
  }

  private Object begin() {
    return switch (kind) {
      case PASSES -> Pass.begin(null);
      case SWITCH -> new SwitchStep.Look();
      case CANCEL -> new CancelStep.Look();
    };
  }

  private @Nullable Object next(Object now, LiveStore source, LiveStore target) {
    Object after;
    if (now instanceof PassStep pass) {
      after = pass.next(source, target);
    } else if (now instanceof SwitchStep step) {
      after = step.next(source, target, means());
    } else {
      after = ((CancelStep) now).next(source, target);
    }
    if (after instanceof PassStep.Done done) {
      done.abandon();
      PassResult.Kind kind = done.result().kind();
      idle = kind == PassResult.Kind.EMPTY || kind == PassResult.Kind.BLOCKED;
      left -= idle ? 0 : 1;
      return null;
    }
    if (after instanceof SwitchStep.Ended || after instanceof CancelStep.Ended) {
      left = 0;
      return null;
    }
    return after;
  }

  private static @Nullable Object failed(SwitchStep step, CrossfadeException e) {
    try {
      return step.failed(e);
    } catch (CrossfadeException before) {
      return null;
    }
  }

  private static void abandon(@Nullable Object now) {
    if (now instanceof PassStep pass) {
      pass.abandon();
    } else if (now instanceof SwitchStep step) {
      step.abandon();
    }
  }

  private static SwitchMeans means() {
    return new SwitchMeans(
        SwitchMeans.Barrier.NONE,
        Duration.ofSeconds(1),
        () -> 0,
        () -> UUID.randomUUID().toString());
  }

  @Override
  public void close() {
    abandon(at);
    stores.close();
  }
}
