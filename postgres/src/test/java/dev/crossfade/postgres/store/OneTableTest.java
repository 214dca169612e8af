package dev.crossfade.postgres.store;

import dev.crossfade.core.store.Store;
import dev.crossfade.testkit.StoreContract;
import org.junit.jupiter.api.AfterEach;

class OneTableTest extends StoreContract {
  private final StoreFixture fixture = new StoreFixture(StoreFixture.one());
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
