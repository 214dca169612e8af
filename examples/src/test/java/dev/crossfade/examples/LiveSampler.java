package dev.crossfade.examples;

import dev.crossfade.cli.demo.program.LiveJudge;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at both stores now and then; each must always be one past state of the application. */
final class LiveSampler {
  private static final long BETWEEN_MILLIS = 250;

  private final LiveJudge judge;
  private final List<String> violations;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Thread thread = new Thread(this::look, "sampler");
  private volatile int samples;

  LiveSampler(LiveJudge judge, List<String> violations) {
    this.judge = judge;
    this.violations = violations;
  }

  void start() {
    thread.start();
  }

  LiveJudge judge() {
    return judge;
  }

  int samples() {
    return samples;
  }

  private void look() {
    try {
      do {
        sample();
      } while (!asked.await(BETWEEN_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException | IOException | RuntimeException broken) {
      violations.add("the sampler failed: " + broken);
    }
  }

  private void sample() throws IOException {
    int before = violations.size();
    try {
      violations.addAll(judge.sampleSqlite());
      violations.addAll(judge.samplePostgres());
    } catch (SQLException killed) {
      // The server is down, or cut connections; the next sample sees what came of it.
      return;
    }
    if (violations.size() > before) {
      asked.countDown();
    }
    samples += 2;
  }

  void end() throws InterruptedException, SQLException {
    asked.countDown();
    thread.join();
    judge.close();
  }
}
