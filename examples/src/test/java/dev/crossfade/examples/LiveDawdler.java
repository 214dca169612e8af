package dev.crossfade.examples;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A writer to PostgreSQL whose transactions stay open for a while after their only statement. Who
 * closes that store has to wait for those that wrote before, and those that come meanwhile have to
 * be refused; a second statement would be refused by itself. It ends when it is refused.
 */
final class LiveDawdler {
  private static final String FENCED = "25006";

  private final String name;
  private final String jdbcUrl;
  private final long holdMillis;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Thread thread = new Thread(this::write, "dawdler");
  private final List<String> acknowledged = new ArrayList<>();
  private String failure = "";

  /**
   * @param name that no other one has in the run
   * @param holdMillis how long a transaction stays open
   */
  LiveDawdler(String name, String jdbcUrl, long holdMillis) {
    this.name = name;
    this.jdbcUrl = jdbcUrl;
    this.holdMillis = holdMillis;
  }

  void start() {
    thread.start();
  }

  /**
   * Ends the transaction that is open as any other one, and begins no more.
   *
   * @return the keys of the rows that were acknowledged
   */
  List<String> end() throws InterruptedException {
    asked.countDown();
    thread.join();
    if (!failure.isEmpty()) {
      throw new AssertionError("a slow writer failed: " + failure);
    }
    return acknowledged;
  }

  private void write() {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int number = 1; asked.getCount() > 0; number++) {
        String key = name + "-" + number;
        statement.execute("INSERT INTO demo.audit (id, transfer) VALUES ('" + key + "', 'slow')");
        asked.await(holdMillis, TimeUnit.MILLISECONDS);
        connection.commit();
        acknowledged.add(key);
      }
    } catch (SQLException refused) {
      if (!FENCED.equals(refused.getSQLState())) {
        failure = refused.toString();
      }
    } catch (InterruptedException e) {
      failure = e.toString();
    }
  }
}
