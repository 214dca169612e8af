package dev.crossfade.postgres.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Requests;
import dev.crossfade.core.live.Requests.Taken;
import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.postgres.LoadFixture;
import dev.crossfade.postgres.session.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresRequestsTest {
  private static final String LANE = "/data/memory.edn#presence";
  private static final Duration LONG = Duration.ofSeconds(120);

  private LoadFixture fixture;
  private Sessions sessions;
  private Requests requests;
  private ExecutorService threads;

  @BeforeEach
  void open() {
    fixture = new LoadFixture();
    sessions = new Sessions(fixture::connect);
    requests = new PostgresRequests(sessions);
    threads = Executors.newCachedThreadPool();
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    sessions.close();
    fixture.close();
  }

  private long ask() {
    return requests.ask(LANE, "status", "{\"a\": 1}", "me@here:1");
  }

  private Optional<Taken> take() {
    return requests.take(List.of("/data/memory.edn", LANE), "app@there:2");
  }

  private String await(long id, Duration limit) {
    return requests.await(id, limit, new Cancellation());
  }

  private static void assertCode(Callable<?> work, ErrorCode code, String detail) {
    assertThatThrownBy(work::call)
        .isInstanceOfSatisfying(
            CrossfadeException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.detail()).contains(detail);
            });
  }

  private List<String> rows() {
    return fixture.lines("SELECT source, taken_by FROM crossfade.live_requests ORDER BY id");
  }

  @Test
  void anAnswerComesBackToWhoAsked() throws Exception {
    long id = ask();
    Future<String> answer = threads.submit(() -> await(id, LONG));
    try (Taken taken = take().orElseThrow()) {
      assertThat(taken.request())
          .isEqualTo(new Requests.Request(id, LANE, "status", "{\"a\": 1}", "me@here:1"));
      taken.answer("{\"stage\": \"DUAL_WRITE\"}");
      taken.fail(ErrorCode.CF_6004, "too late");
    }
    assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("{\"stage\": \"DUAL_WRITE\"}");
    assertThat(take()).isEmpty();
  }

  @Test
  void onlyTheOwnerOfASourceTakesItAndTheOldestFirst() {
    requests.ask("/data/memory.edn#presence2", "status", "{}", "me");
    long first = requests.ask("/data/memory.edn", "stage", "{}", "me");
    long second = ask();
    try (Taken one = take().orElseThrow();
        Taken other = take().orElseThrow()) {
      assertThat(one.request().id()).isEqualTo(first);
      assertThat(other.request().id()).isEqualTo(second);
    }
    assertThat(take()).isEmpty();
  }

  @Test
  void aTakerMayTakeLongerThanTheLimitAsLongAsItLives() throws Exception {
    long id = ask();
    try (Taken taken = take().orElseThrow()) {
      Future<String> answer = threads.submit(() -> await(id, Duration.ZERO));
      assertThat(answer.isDone()).isFalse();
      taken.answer("{}");
      assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("{}");
    }
  }

  @Test
  void aFailureComesBackWithItsCode() {
    long id = ask();
    long other = ask();
    try (Taken taken = take().orElseThrow()) {
      taken.fail(ErrorCode.CF_6004, "refused\nlag: 3 keys");
    }
    assertCode(() -> await(id, LONG), ErrorCode.CF_6004, "refused\nlag: 3 keys");
    try (Taken taken = take().orElseThrow()) {
      fixture.target.execute(
          List.of(
              "UPDATE crossfade.live_requests SET answered_at = now(), error_code = 'CF-8999',"
                  + " error_detail = 'of later' WHERE id = "
                  + other));
      taken.answer("{}");
    }
    assertCode(() -> await(other, LONG), ErrorCode.CF_7212, "CF-8999 of later");
  }

  @Test
  void whatNobodyTakesIsWithdrawn() {
    long id = ask();
    assertCode(() -> await(id, Duration.ZERO), ErrorCode.CF_7210, "");
    assertThat(take()).isEmpty();
    assertThat(rows()).isEmpty();
    assertCode(() -> await(id, LONG), ErrorCode.CF_7210, "gone");
  }

  @Test
  void whatIsCancelledBeforeItIsTakenIsWithdrawn() {
    Cancellation cancelled = new Cancellation();
    cancelled.request();
    long id = ask();
    assertCode(() -> requests.await(id, LONG, cancelled), ErrorCode.CF_5201, "");
    assertThat(take()).isEmpty();
    long other = ask();
    try (Taken taken = take().orElseThrow()) {
      assertCode(() -> requests.await(other, LONG, cancelled), ErrorCode.CF_5201, "");
      taken.answer("{}");
    }
    assertThat(await(other, LONG)).isEqualTo("{}");
  }

  @Test
  void anOldRequestIsNotTaken() {
    ask();
    fixture.target.execute(
        List.of("UPDATE crossfade.live_requests SET requested_at = now() - interval '61 seconds'"));
    assertThat(take()).isEmpty();
  }

  @Test
  void oldRequestsAreForgotten() {
    ask();
    fixture.target.execute(
        List.of("UPDATE crossfade.live_requests SET requested_at = now() - interval '8 days'"));
    requests.ask("/data/b.edn", "status", "{}", "me");
    assertThat(rows()).containsExactly("/data/b.edn|null");
  }

  /**
   * The taker's process dies: its connection ends, and with it the lock. Until then whoever asked
   * waits, however long.
   */
  @Test
  void aTakerThatDiesIsTold() {
    long id = ask();
    try (Taken taken = take().orElseThrow()) {
      assertThat(taken.request().id()).isEqualTo(id);
      assertThat(
              fixture.lines(
                  "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks"
                      + " WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"))
          .containsExactly("t");
      assertCode(() -> await(id, LONG), ErrorCode.CF_7211, "app@there:2");
    }
  }

  @Test
  void eachRequestIsTakenOnce() throws Exception {
    for (int i = 0; i < 40; i++) {
      ask();
    }
    CyclicBarrier start = new CyclicBarrier(4);
    List<Future<List<Long>>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(
          threads.submit(
              () -> {
                start.await();
                List<Long> ids = new ArrayList<>();
                for (Optional<Taken> one = take(); one.isPresent(); one = take()) {
                  ids.add(one.get().request().id());
                  one.get().close();
                }
                return ids;
              }));
    }
    List<Long> ids = new ArrayList<>();
    for (Future<List<Long>> one : all) {
      ids.addAll(one.get(120, TimeUnit.SECONDS));
    }
    assertThat(ids).hasSize(40).doesNotHaveDuplicates();
  }

  /** Whoever asked gives up at the moment in which the request is taken: one of the two wins. */
  @Test
  void givingUpAndTakingExcludeEachOther() throws Exception {
    for (int round = 0; round < 100; round++) {
      long id = ask();
      CyclicBarrier start = new CyclicBarrier(2);
      Future<Boolean> executed =
          threads.submit(
              () -> {
                start.await();
                Optional<Taken> taken = take();
                taken.ifPresent(
                    one -> {
                      one.answer("{}");
                      one.close();
                    });
                return taken.isPresent();
              });
      boolean answered = true;
      start.await();
      try {
        await(id, Duration.ZERO);
      } catch (CrossfadeException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.CF_7210);
        answered = false;
      }
      assertThat(executed.get(60, TimeUnit.SECONDS)).isEqualTo(answered);
    }
  }
}
