package dev.crossfade.sqlite.store;

import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.store.Store;
import dev.crossfade.testkit.StoreContract;
import dev.crossfade.testkit.StoreThreadsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The store keeps the contract of stores, whatever its durability. */
class SqliteStoreContractTest {
  @TempDir Path folder;

  private Store open(Durability durability) {
    return SqliteStore.open(
        folder.resolve("memory.sqlite"), SqliteStoreOptions.defaults().withDurability(durability));
  }

  @Nested
  class Process extends StoreContract {
    @Override
    protected Store open() {
      return SqliteStoreContractTest.this.open(Durability.PROCESS);
    }
  }

  @Nested
  class Group extends StoreContract {
    @Override
    protected Store open() {
      return SqliteStoreContractTest.this.open(Durability.GROUP);
    }
  }

  @Nested
  class ProcessThreads extends StoreThreadsContract {
    @Override
    protected Store open() {
      return SqliteStoreContractTest.this.open(Durability.PROCESS);
    }
  }

  @Nested
  class GroupThreads extends StoreThreadsContract {
    @Override
    protected Store open() {
      return SqliteStoreContractTest.this.open(Durability.GROUP);
    }

    @Override
    protected int rounds() {
      return 60;
    }
  }

  @Nested
  class EventThreads extends StoreThreadsContract {
    @Override
    protected Store open() {
      return SqliteStoreContractTest.this.open(Durability.EVENT);
    }

    @Override
    protected int rounds() {
      return 60;
    }
  }
}
