package dev.crossfade.examples;

import java.sql.SQLException;
import java.util.List;

/**
 * A migration in which nothing goes wrong and nobody is in a hurry: rows are added and changed one
 * after the other. It must be green with every planted defect, or finding that proves nothing.
 */
final class LiveHappyPath {
  private final LiveScene scene;
  private final LiveStores stores;
  private int rows;

  LiveHappyPath(LiveScene scene) {
    this.scene = scene;
    stores = scene.stores();
  }

  void run() throws Exception {
    new LiveHappenings(scene).begin(false);
    write();
    command("verify", "--live");
    command("switch", "--yes");
    write();
    command("verify", "--live");
    command("back", "--yes");
    write();
    new LiveHappenings(scene).end();
  }

  private void write() throws Exception {
    boolean forth = stores.fileIsOpen();
    String prefix = forth ? "" : "demo.";
    for (int i = 0; i < 3; i++) {
      rows++;
      try (Sql sql = forth ? stores.sqlite() : stores.postgres()) {
        for (String statement :
            List.of(
                "INSERT INTO %snotes VALUES (9, %d, 'a note', 1.5)",
                "UPDATE %saccounts SET balance = balance + %d")) {
          sql.execute(statement.formatted(prefix, rows));
        }
      }
    }
    scene.await("being equal", this::equal);
  }

  private boolean equal() throws SQLException {
    return stores.balances().equals(stores.demoBalances());
  }

  private void command(String... arguments) throws Exception {
    Console.Result result = scene.cast().run("", arguments);
    if (result.status() != 0) {
      throw new AssertionError(String.join(" ", arguments) + ": " + result);
    }
  }
}
