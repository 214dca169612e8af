package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.Gates;
import dev.crossfade.core.live.LiveLedger.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which stages there are, what leads from one to another, and those moves that are no switch. */
public final class Stages {
  private final Migration migration;
  private final Console console;

  /**
   * @param migration as the ledger has it
   */
  public Stages(Migration migration, Console console) {
    this.migration = migration;
    this.console = console;
  }

  /**
   * A stage that can be gone to.
   *
   * @param stage where to
   * @param command what leads there
   */
  public record Move(Stage stage, String command) {}

  /** What a stage means, in a sentence. */
  public static String meaning(Stage stage) {
    return switch (stage) {
      case LEGACY_ONLY -> "The file takes writes; PostgreSQL is being filled.";
      case DUAL_WRITE -> "The file takes writes, and feeds PostgreSQL.";
      case SHADOW_READ ->
          "The file takes writes, and feeds PostgreSQL; the application compares what it reads.";
      case BARRIER -> "No store takes writes: a switch is under way, or was left half done.";
      case NEW_FIRST -> "PostgreSQL takes writes, and feeds the file, which stands in for reads.";
      case NEW_ONLY -> "PostgreSQL takes writes and reads, and feeds the file in the background.";
      case RETIRED -> "It is over.";
    };
  }

  /** Where one can go from a stage, and how. */
  public static List<Move> moves(Stage stage) {
    return switch (stage) {
      case LEGACY_ONLY ->
          List.of(
              new Move(Stage.DUAL_WRITE, "crossfade follow"),
              new Move(Stage.RETIRED, "crossfade retire"));
      case DUAL_WRITE, SHADOW_READ ->
          List.of(
              new Move(Stage.NEW_FIRST, "crossfade switch"),
              new Move(Stage.LEGACY_ONLY, "crossfade stage LEGACY_ONLY"),
              new Move(Stage.RETIRED, "crossfade retire"));
      case BARRIER ->
          List.of(
              new Move(
                  Stage.NEW_FIRST, "crossfade switch, or crossfade back to give up the way back"),
              new Move(Stage.DUAL_WRITE, "crossfade back, or crossfade switch cancel"));
      case NEW_FIRST ->
          List.of(
              new Move(Stage.NEW_ONLY, "crossfade stage NEW_ONLY"),
              new Move(Stage.DUAL_WRITE, "crossfade back"),
              new Move(Stage.RETIRED, "crossfade retire"));
      case NEW_ONLY ->
          List.of(
              new Move(Stage.NEW_FIRST, "crossfade stage NEW_FIRST"),
              new Move(Stage.DUAL_WRITE, "crossfade back"),
              new Move(Stage.RETIRED, "crossfade retire"));
      case RETIRED -> List.of();
    };
  }

  /** What the stores say now; the ledger follows it. */
  public Stage now() {
    try (Migration.Pair pair = migration.pair()) {
      return Stage.of(
          pair.first().store().state(), pair.second().store().state(), migration.stage());
    }
  }

  /** The same, or what the ledger says where a store cannot be asked. */
  public Stage shown() {
    try {
      return now();
    } catch (CrossfadeException unreachable) {
      return migration.stage();
    }
  }

  /**
   * Refuses a move that this cannot make.
   *
   * @return whether there is anything to do
   * @throws CrossfadeException CF-6323 with the command that makes it
   */
  public boolean require(Stage to) {
    Stage from = now();
    boolean voids = to == Stage.LEGACY_ONLY;
    if (from == to && !(voids && voiding().isHalfDone())) {
      return false;
    }
    boolean readers = from.isNew() && to.isNew();
    if (readers || voids && (from.isDual() || from == Stage.LEGACY_ONLY)) {
      return true;
    }
    throw new CrossfadeException(
        ErrorCode.CF_6323,
        "from "
            + from
            + " to "
            + to
            + ": "
            + moves(from).stream()
                .filter(move -> move.stage() == to)
                .map(Move::command)
                .findFirst()
                .orElseGet(() -> "there is no way at once; from here, " + ways(from)));
  }

  private static String ways(Stage from) {
    List<String> ways = new ArrayList<>();
    moves(from).forEach(move -> ways.add(move.command() + " leads to " + move.stage()));
    return String.join(", ", ways);
  }

  /** The gates of a move between NEW_FIRST and NEW_ONLY: those of the way back. */
  public List<Gate> gates() {
    return Switching.gates(migration, Direction.BACK);
  }

  /** How LEGACY_ONLY is gone back to. */
  public Voiding voiding() {
    return new Voiding(migration, console);
  }

  /**
   * Moves between DUAL_WRITE and SHADOW_READ; only of use where the application itself reads both
   * stores.
   *
   * @throws CrossfadeException CF-6323 in another stage
   */
  public void shadow(boolean compares) {
    Stage from = now();
    Stage to = compares ? Stage.SHADOW_READ : Stage.DUAL_WRITE;
    if (!from.isDual()) {
      throw new CrossfadeException(ErrorCode.CF_6323, "from " + from + " to " + to);
    }
    if (from != to) {
      migration.enter(to);
      migration.event("stage", "it is " + to + " now", null);
    }
  }

  /**
   * Moves between NEW_FIRST and NEW_ONLY.
   *
   * @param overrides reasons by the name of the gate
   * @throws CrossfadeException CF-6004 when a gate is shut
   */
  public void readers(Stage to, Map<String, String> overrides) {
    Gates.require(Gates.override(gates(), overrides));
    migration.overridden(overrides);
    migration.enter(to);
    migration.event("stage", "it is " + to + " now", null);
  }
}
