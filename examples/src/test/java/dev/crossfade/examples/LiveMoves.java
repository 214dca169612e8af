package dev.crossfade.examples;

import java.sql.SQLException;
import java.util.List;

/** Switches and ways back in a fault run, which die at a named place. */
final class LiveMoves {
  private static final List<String> SWITCH =
      List.of(
          "live.switch.promised",
          "live.switch.closed",
          "live.switch.drained",
          "live.switch.settled",
          "live.switch.counted",
          "live.switch.checked",
          "live.switch.opened",
          "live.cancel.promised",
          "live.cancel.reopened");
  private static final int TRIES = 12;
  private static final String ROW = "tickets (name) VALUES ('one more') RETURNING id";

  private final LiveScene scene;

  LiveMoves(LiveScene scene) {
    this.scene = scene;
  }

  /**
   * Switches, or goes back, until it has happened.
   *
   * @param dying whether the first try dies at a named place
   */
  void move(boolean dying) throws Exception {
    boolean forth = scene.stores().fileIsOpen();
    String command = forth ? "switch" : "back";
    String stage = forth ? "NEW_FIRST" : "DUAL_WRITE";
    addRow(forth);
    verify();
    Console.Result last = dying ? die(command) : scene.cast().run("", command, "--yes");
    for (int i = 0; i < TRIES; i++) {
      if (scene.stores().stage().equals(stage)) {
        scene.count().accept(forth ? "switched" : "went back");
        addRow(!forth);
        return;
      }
      last = scene.cast().run("", command, "--yes");
    }
    throw new AssertionError(
        command + " does not come about: " + last + "\n" + scene.cast().said());
  }

  private Console.Result die(String command) throws Exception {
    String point = scene.place(SWITCH);
    boolean cancel = point.startsWith("live.cancel");
    String first = cancel ? "live.switch.closed" : point;
    Console.Result last = scene.cast().run(first + ":1", command, "--yes");
    if (last.status() == ChildProcess.HALTED) {
      scene.count().accept(first);
    }
    scene.cast().writeOn(scene.random().nextInt(300));
    if (cancel || scene.random().nextBoolean()) {
      String fault = cancel ? point + ":1" : "";
      if (scene.cast().run(fault, "switch", "cancel").status() == ChildProcess.HALTED) {
        scene.count().accept(point);
      }
    }
    return last;
  }

  /**
   * A row without a number gets one that no other row has, though the other store gave the last.
   */
  private void addRow(boolean toFile) throws SQLException {
    try (Sql sql = toFile ? scene.stores().sqlite() : scene.stores().postgres()) {
      sql.execute(toFile ? "BEGIN IMMEDIATE" : "BEGIN");
      sql.rows("INSERT INTO " + (toFile ? "" : "demo.") + ROW);
      sql.execute("COMMIT");
    } catch (SQLException refused) {
      throw new AssertionError("no number for a new row: " + refused.getMessage(), refused);
    }
  }

  /** Compares both stores while writers go on. */
  void verify() throws Exception {
    Console.Result last = null;
    for (int i = 0; i < TRIES; i++) {
      last = scene.cast().run("", "verify", "--live", "--json");
      if (last.status() == 0) {
        return;
      }
      if (last.status() == 4) {
        throw new AssertionError("live verification found: " + last);
      }
    }
    throw new AssertionError("cannot be verified: " + last + "\n" + scene.cast().said());
  }
}
