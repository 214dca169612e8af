package dev.crossfade.postgres.live;

import static dev.crossfade.postgres.LoadFixture.column;
import static dev.crossfade.postgres.LoadFixture.plan;
import static dev.crossfade.postgres.live.LiveFixture.change;
import static dev.crossfade.postgres.live.LiveFixture.integer;
import static dev.crossfade.postgres.live.LiveFixture.text;
import static dev.crossfade.postgres.live.LiveFixture.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.Rules;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.postgres.session.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server that does not answer is given up after a while, but for statements whose time depends on
 * the number of rows.
 */
final class AnswerLimitTest {
  private static final CollectionPlan ITEMS =
      plan(
          "items",
          List.of("id"),
          column("id", Conversion.of(Kind.INTEGER), false),
          column("code", Kind.TEXT));
  private static final int LIMIT = (int) Sessions.ANSWER.toMillis();

  private final Map<String, Set<Integer>> limits = new ConcurrentHashMap<>();
  private LiveFixture fixture;

  @BeforeEach
  void open() {
    fixture =
        new LiveFixture(List.of("CREATE TABLE items (id bigint PRIMARY KEY, code text)"), ITEMS);
    fixture.store.change(Rules::complete);
    FaultPoints.install(point -> limits.put(point, now()));
  }

  @AfterEach
  void close() {
    FaultPoints.install(point -> {});
    fixture.close();
  }

  private Set<Integer> now() {
    Set<Integer> found = new TreeSet<>();
    for (Connection connection : fixture.connections) {
      try {
        if (!connection.isClosed()) {
          found.add(connection.getNetworkTimeout());
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return found;
  }

  @Test
  void aLargePassMayTakeItsTimeAndWhatComesBehindItMayNot() {
    fixture.apply(
        change(ITEMS, List.of(List.of(integer(1))), List.of(List.of(integer(1), text("a")))));
    assertThat(limits.get("live.pass.before-commit")).containsExactly(LIMIT);
    fixture.apply(whole(ITEMS, List.of(List.of(integer(2), text("b")))));
    assertThat(limits.get("live.pass.before-commit")).contains(0);
    fixture.store.look();
    assertThat(now()).containsExactly(LIMIT);
  }

  @Test
  void aLimitOfTheUserStays() throws SQLException {
    try (Sessions sessions =
        new Sessions(
            () -> {
              Connection connection = fixture.load.connect();
              try {
                connection.setNetworkTimeout(Runnable::run, 3000);
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
              return connection;
            })) {
      Connection connection = sessions.take();
      Sessions.unlimited(connection);
      assertThat(connection.getNetworkTimeout()).isEqualTo(3000);
      sessions.giveBack(connection);
    }
  }
}
