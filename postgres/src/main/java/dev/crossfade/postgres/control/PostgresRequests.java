package dev.crossfade.postgres.control;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Requests;
import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Requests in the schema {@code crossfade} of the target. Who takes one holds a {@link RunLock} of
 * its number from before it is marked as taken until after it is answered, so that a taken request
 * without answer whose lock is free has lost its taker. Ages are told by the server's clock. Safe
 * for several threads.
 */
public final class PostgresRequests implements Requests {
  private static final String ASK = sql("live_ask.sql");
  private static final String FORGET = sql("live_forget_requests.sql");
  private static final String WAITING = sql("live_requests.sql");
  private static final String TAKE = sql("live_take_request.sql");
  private static final String ANSWER = sql("live_answer.sql");
  private static final String ANSWERED = sql("live_answered.sql");
  private static final String WITHDRAW = sql("live_withdraw_request.sql");

  /** The beginning of a lock's name, as {@code live_answered.sql} has it, too. */
  private static final String LOCK = "crossfade live request ";

  private static final Duration ASK_AGAIN = Duration.ofMillis(50);

  private final Sessions sessions;
  private final ControlWork control;

  /**
   * @param sessions connections to the target, closed by the caller
   */
  public PostgresRequests(Sessions sessions) {
    this.sessions = sessions;
    control = new ControlWork(sessions);
  }

  @Override
  public long ask(String source, String command, String arguments, String actor) {
    control.update("forgetting old requests", FORGET);
    return control
        .list("asking " + command, ASK, row -> row.getLong(1), source, command, arguments, actor)
        .get(0);
  }

  @Override
  public Optional<Taken> take(Collection<String> sources, String actor) {
    List<Request> waiting =
        control.list(
            "looking for requests",
            WAITING,
            PostgresRequests::request,
            (Object) sources.toArray(String[]::new));
    for (Request request : waiting) {
      Optional<RunLock> lock = RunLock.take(sessions, LOCK + request.id());
      if (lock.isPresent()) {
        boolean taken = false;
        try {
          taken = control.update("taking a request", TAKE, actor, request.id()) == 1;
        } finally {
          if (!taken) {
            lock.get().close();
          }
        }
        if (taken) {
          return Optional.of(new Held(request, control, lock.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Request request(ResultSet row) throws SQLException {
    return new Request(
        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
  }

  @Override
  public String await(long id, Duration limit, Cancellation cancellation) {
    long begun = System.nanoTime();
    while (true) {
      State state = state(id);
      if (state.taker() != null && !state.answered() && !state.held()) {
        // The lock is looked at later than the row: an answer may have come in between.
        state = state(id);
        if (!state.answered()) {
          throw new CrossfadeException(ErrorCode.CF_7211, "it ran as " + state.taker());
        }
      }
      if (state.answered()) {
        return state.result();
      }
      boolean late = System.nanoTime() - begun >= limit.toNanos();
      if (state.taker() == null && (late || cancellation.requested()) && withdraw(id)) {
        cancellation.check();
        throw new CrossfadeException(
            ErrorCode.CF_7210, "nobody took the request within " + limit.toSeconds() + " s");
      }
      if (state.taker() != null) {
        cancellation.check();
      }
      LockSupport.parkNanos(ASK_AGAIN.toNanos());
    }
  }

  private State state(long id) {
    List<State> found =
        control.list("looking for an answer", ANSWERED, PostgresRequests::state, id);
    if (found.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_7210, "request " + id + " is gone");
    }
    return found.get(0);
  }

  /** False when it was taken before. */
  private boolean withdraw(long id) {
    return control.update("withdrawing a request", WITHDRAW, id) == 1;
  }

  private static State state(ResultSet row) throws SQLException {
    return new State(
        row.getString(1),
        row.getBoolean(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getBoolean(6));
  }

  /**
   * What became of a request.
   *
   * @param taker who took it, or null
   * @param held whether that process still works at it
   */
  private record State(
      @Nullable String taker,
      boolean answered,
      @Nullable String answer,
      @Nullable String code,
      @Nullable String detail,
      boolean held) {
    String result() {
      if (answer != null) {
        return answer;
      }
      throw Arrays.stream(ErrorCode.values())
          .filter(known -> known.code().equals(code))
          .findFirst()
          .map(known -> new CrossfadeException(known, String.valueOf(detail)))
          .orElseGet(() -> new CrossfadeException(ErrorCode.CF_7212, code + " " + detail));
    }
  }

  private record Held(Request request, ControlWork control, RunLock lock) implements Taken {
    @Override
    public void answer(String json) {
      control.update("answering a request", ANSWER, json, null, null, request.id());
    }

    @Override
    public void fail(ErrorCode code, String detail) {
      control.update("answering a request", ANSWER, null, code.code(), detail, request.id());
    }

    @Override
    public void close() {
      lock.close();
    }
  }

  private static String sql(String name) {
    return SqlText.read(PostgresRequests.class, name);
  }
}
