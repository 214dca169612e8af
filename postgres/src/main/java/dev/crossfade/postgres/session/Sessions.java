package dev.crossfade.postgres.session;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Connections to one target, a few of them kept for the next use. Nothing relies on the state of a
 * session: every transaction makes its own settings, and no statement is prepared by name, so that
 * a pooler in transaction mode may stand in between. Safe for several threads.
 */
public final class Sessions implements AutoCloseable {
  private static final int IDLE_COUNT_MAX = 4;
  private static final int ALIVE_SECONDS_MAX = 10;
  private static final String SETTINGS = SqlText.read(Sessions.class, "settings.sql");

  /**
   * How long a statement that answers at once on a healthy server may take, unless the user said
   * otherwise: much longer than any wait for a lock here. What may take longer is {@linkplain
   * #unlimited told}.
   */
  public static final Duration ANSWER = Duration.ofMinutes(5);

  private final Supplier<Connection> opener;
  private final int answerMillis;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * Without a limit of its own for answers.
   *
   * @param opener opens a new connection, which is closed here
   */
  public Sessions(Supplier<Connection> opener) {
    this(opener, Duration.ZERO);
  }

  /**
   * Connections that break off when the server does not answer in time: it may be unreachable
   * without a word.
   *
   * @param opener opens a new connection, which is closed here
   * @param answer {@link #ANSWER}, or zero to leave it to the opener
   */
  public Sessions(Supplier<Connection> opener, Duration answer) {
    this.opener = opener;
    this.answerMillis = Math.toIntExact(answer.toMillis());
  }

  /**
   * Lets a connection wait for as long as it takes: for statements whose time depends on how many
   * rows there are. Ends when it is given back, or by {@link #limit}. A limit that the user set
   * stays.
   */
  public static void unlimited(Connection connection) throws SQLException {
    if (connection.getNetworkTimeout() == ANSWER.toMillis()) {
      connection.setNetworkTimeout(Runnable::run, 0);
    }
  }

  /** Limits again what {@link #unlimited} let go; costs no round trip. */
  public void limit(Connection connection) throws SQLException {
    if (answerMillis > 0) {
      connection.setNetworkTimeout(Runnable::run, answerMillis);
    }
  }

  /** A connection without autocommit and with no transaction begun; the caller gives it back. */
  public Connection take() {
    Connection connection = idle();
    if (connection != null) {
      return connection;
    }
    Connection opened = opener.get();
    try {
      opened.setAutoCommit(false);
      opened.unwrap(PGConnection.class).setPrepareThreshold(0);
      limit(opened);
      return opened;
    } catch (SQLException e) {
      close(opened);
      throw ServerFailure.statement(e, "opening a connection");
    }
  }

  /** Rolls back what is open and keeps the connection, or closes it when it is of no more use. */
  public void giveBack(Connection connection) {
    try {
      limit(connection);
      connection.rollback();
      synchronized (idle) {
        if (!closed && idle.size() < IDLE_COUNT_MAX) {
          idle.addLast(connection);
          return;
        }
      }
    } catch (SQLException e) {
      // It is broken; whoever used it last has reported why.
    }
    close(connection);
  }

  /** Begins a transaction with the settings that all work here relies on. */
  public static void begin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SETTINGS);
    }
  }

  /** The statement of {@link #begin}, for one that sends more along with it. */
  public static String settings() {
    return SETTINGS;
  }

  /**
   * Does work in one transaction.
   *
   * @param doing for the message of an error, for example {@code reading the runs}
   */
  public <T> T transact(String doing, SqlWork<T> work) {
    Connection connection = take();
    try {
      begin(connection);
      T result = work.apply(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw ServerFailure.statement(e, doing);
    } finally {
      giveBack(connection);
    }
  }

  /** Closes the connections that are kept; those in use are closed when they are given back. */
  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(Sessions::close);
      idle.clear();
    }
  }

  private @Nullable Connection idle() {
    while (true) {
      Connection connection;
      synchronized (idle) {
        if (closed) {
          throw new CrossfadeException(ErrorCode.CF_9001, "the target is closed already");
        }
        connection = idle.pollLast();
      }
      if (connection == null || isAlive(connection)) {
        return connection;
      }
      close(connection);
    }
  }

  private static boolean isAlive(Connection connection) {
    try {
      boolean alive = connection.isValid(ALIVE_SECONDS_MAX);
      connection.rollback();
      return alive;
    } catch (SQLException e) {
      return false;
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing is lost: there was no transaction, or its failure was reported.
    }
  }
}
