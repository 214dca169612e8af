package dev.crossfade.facade.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.facade.Crossfade;
import dev.crossfade.facade.CrossfadeOptions;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.facade.Written;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes that wait for the second store. */
final class WaitingWriteTest {
  /** Bounds hangs only. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final long WAIT_NANOS = 5_000_000;

  @TempDir Path folder;

  /** It is committed when the waiting begins: a failure then would have the caller repeat it. */
  @Test
  void aWriteThatWaitsWhileTheStoreIsClosedIsPending() throws Exception {
    try (ScratchDatabase database = ScratchServer.createDatabase();
        CutProxy proxy = new CutProxy(URI.create(database.url()).getPort())) {
      String url = RandomPlan.through(database.jdbcUrl(), proxy.port());
      Crossfade crossfade =
          Crossfade.open(
              RandomPlan.settings(0, folder, url, true),
              CrossfadeOptions.DEFAULT.withDrain(Duration.ZERO));
      try {
        CrossfadeStore store = crossfade.store("memory");
        store.migration().backfill("b/{id}", LIMIT);
        proxy.beginRefusing();
        Document value = new Document.Text("written");
        CompletableFuture<Written> written =
            CompletableFuture.supplyAsync(() -> store.put("b/1", value, LIMIT));
        while (!value.equals(store.get("b/1"))) {
          LockSupport.parkNanos(WAIT_NANOS);
        }
        crossfade.close();
        assertThat(written.get(LIMIT.toSeconds(), TimeUnit.SECONDS).pending()).isTrue();
      } finally {
        crossfade.close();
      }
    }
  }
}
