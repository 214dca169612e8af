package dev.crossfade.benchmarks;

import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.core.store.Store;
import dev.crossfade.files.store.FileStore;
import dev.crossfade.live.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;

/**
 * A read by the facade beside one of the bare store. The clock is looked at before and after a
 * hundred reads: it is too slow and too coarse for one.
 */
final class FacadeReads {
  private static final String ALONE = "alone";
  private static final String DUAL = "dual";
  private static final int KEYS = 1000;
  private static final int BATCH = 100;

  /** In a turn. */
  private static final int BATCHES = 2000;

  private static final int SEED = 6;

  private final FacadeScale scale;
  private final Rotation rotation;
  private final String[] keys = new String[BATCH * BATCH];
  private long found;

  FacadeReads(FacadeScale scale, Rotation rotation) {
    this.scale = scale;
    this.rotation = rotation;
    Random random = new Random(SEED);
    for (int i = 0; i < keys.length; i++) {
      keys[i] = FacadeApplication.key(random.nextInt(KEYS));
    }
  }

  void measure(Path work, String url, int rounds) throws Exception {
    try (FacadeApplication application =
            new FacadeApplication(
                url,
                StoreSettings.edn(ALONE, work.resolve("read-alone.edn")),
                StoreSettings.edn(DUAL, work.resolve("read-dual.edn")));
        FileStore bare = FileStore.open(work.resolve("read-bare.edn"))) {
      application.fill(ALONE, KEYS);
      application.fill(DUAL, KEYS);
      for (int i = 0; i < KEYS; i++) {
        bare.put(FacadeApplication.key(i), FacadeApplication.project(i, 0));
      }
      application.bring(DUAL, Stage.DUAL_WRITE);
      List<Store> stores = List.of(bare, application.store(ALONE), application.store(DUAL));
      for (int round = -1; round < rounds; round++) {
        double[] medians = medians(stores);
        if (round >= 0) {
          rotation.note(FacadeFigure.READ_ALONE.name(), medians[1], medians[0]);
          rotation.note(FacadeFigure.READ_DUAL.name(), medians[2], medians[0]);
        }
      }
    }
    if (found == 0) {
      throw new IllegalStateException("nothing was read");
    }
  }

  /** Microseconds of a read of each, in turn. */
  private double[] medians(List<Store> stores) {
    Histogram[] nanos = new Histogram[stores.size()];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = FixedRate.histogram();
    }
    for (int slice = 0; slice < scale.slices(); slice++) {
      for (int i = 0; i < nanos.length; i++) {
        int which = (slice + i) % nanos.length;
        read(stores.get(which), nanos[which]);
      }
    }
    double[] medians = new double[nanos.length];
    for (int i = 0; i < nanos.length; i++) {
      medians[i] = FixedRate.micros(nanos[i], 50) / BATCH;
    }
    return medians;
  }

  private void read(Store store, Histogram nanos) {
    int next = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
      long begin = System.nanoTime();
      for (int i = 0; i < BATCH; i++) {
        if (store.get(keys[next++ % keys.length]) != null) {
          found++;
        }
      }
      nanos.recordValue(System.nanoTime() - begin);
    }
  }
}
