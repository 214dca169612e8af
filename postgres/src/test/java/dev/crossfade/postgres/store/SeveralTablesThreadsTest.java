package dev.crossfade.postgres.store;

import dev.crossfade.core.store.Store;
import dev.crossfade.testkit.StoreThreadsContract;
import org.junit.jupiter.api.AfterEach;

class SeveralTablesThreadsTest extends StoreThreadsContract {
  private final StoreFixture fixture = new StoreFixture(StoreFixture.several());
  private final StorePool pool = fixture.pool(StoreFixture.LIMITS);

  @Override
  protected Store open() {
    return fixture.open(pool);
  }

  @AfterEach
  void drop() {
    fixture.close();
  }
}
