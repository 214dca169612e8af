package dev.crossfade.facade;

import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.live.Stage;
import dev.crossfade.testkit.StoreContract;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The facade keeps the contract of stores in each stage, and while stages change. */
class FacadeContractTest {
  /** The keys of the contract follow no pattern. */
  private static final String OTHER = "";

  @TempDir static Path folder;

  private static final Map<Stage, Application> APPLICATIONS = new EnumMap<>(Stage.class);

  @AfterAll
  static void closeAll() {
    APPLICATIONS.values().forEach(Application::close);
    APPLICATIONS.clear();
  }

  /** An application in a stage, which all tests of the stage have. */
  private static Application in(Stage stage) {
    return APPLICATIONS.computeIfAbsent(
        stage,
        name -> {
          Application application = new Application(folder.resolve(name.name()));
          application.bring(OTHER, name);
          return application;
        });
  }

  /** Empty at the beginning of each test. */
  private abstract static class InStage extends StoreContract {
    private final Stage stage;
    private boolean began;

    InStage(Stage stage) {
      this.stage = stage;
    }

    @Override
    protected Store open() {
      Application application = in(stage);
      if (began) {
        application.restart();
      }
      Store store = application.reopened();
      if (!began) {
        began = true;
        keys(store).forEach(store::delete);
      }
      return store;
    }

    private static List<String> keys(Store store) {
      try (Stream<StoreEntry> entries = store.scan("")) {
        return entries.map(StoreEntry::key).toList();
      }
    }

    @Override
    protected boolean keepsSideEntries() {
      return false;
    }
  }

  @Nested
  class InLegacyOnly extends InStage {
    InLegacyOnly() {
      super(Stage.LEGACY_ONLY);
    }
  }

  @Nested
  class InDualWrite extends InStage {
    InDualWrite() {
      super(Stage.DUAL_WRITE);
    }
  }

  @Nested
  class InShadowRead extends InStage {
    InShadowRead() {
      super(Stage.SHADOW_READ);
    }
  }

  @Nested
  class InNewFirst extends InStage {
    InNewFirst() {
      super(Stage.NEW_FIRST);
    }
  }

  @Nested
  class InNewOnly extends InStage {
    InNewOnly() {
      super(Stage.NEW_ONLY);
    }
  }
}
