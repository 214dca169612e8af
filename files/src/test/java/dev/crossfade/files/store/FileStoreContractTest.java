package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.PlainJson;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.segment.Durability;
import dev.crossfade.core.store.Store;
import dev.crossfade.testkit.StoreContract;
import dev.crossfade.testkit.StoreThreadsContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Each format keeps the contract of stores. */
class FileStoreContractTest {
  private static final FileStoreOptions OPTIONS =
      FileStoreOptions.defaults().withPause(Duration.ZERO).withJournalBytes(16 << 10);

  @TempDir Path folder;

  private static boolean isJson(Document value) {
    try {
      PlainJson.write(value);
      return true;
    } catch (CrossfadeException e) {
      return false;
    }
  }

  @Nested
  class Edn extends StoreContract {
    @Override
    protected Store open() {
      return FileStore.open(folder.resolve("memory.edn"), OPTIONS);
    }
  }

  @Nested
  class Json extends StoreContract {
    @Override
    protected Store open() {
      return FileStore.open(folder.resolve("memory.json"), OPTIONS);
    }

    @Override
    protected boolean keeps(Document value) {
      return isJson(value);
    }
  }

  @Nested
  class JsonFolder extends StoreContract {
    @Override
    protected Store open() {
      return FileStore.open(folder.resolve("memory"), OPTIONS.withFormat(FileFormat.JSON_FOLDER));
    }

    @Override
    protected boolean keeps(Document value) {
      return isJson(value);
    }
  }

  @Nested
  class EdnThreads extends StoreThreadsContract {
    @Override
    protected Store open() {
      return FileStore.open(folder.resolve("memory.edn"), OPTIONS);
    }
  }

  @Nested
  class JsonThreads extends StoreThreadsContract {
    @Override
    protected Store open() {
      return FileStore.open(
          folder.resolve("memory.json"), OPTIONS.withDurability(Durability.GROUP));
    }

    @Override
    protected int rounds() {
      return 60;
    }
  }

  @Nested
  class JsonFolderThreads extends StoreThreadsContract {
    @Override
    protected Store open() {
      return FileStore.open(folder.resolve("memory"), OPTIONS.withFormat(FileFormat.JSON_FOLDER));
    }
  }
}
