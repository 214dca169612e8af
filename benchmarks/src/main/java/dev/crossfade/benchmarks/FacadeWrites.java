package dev.crossfade.benchmarks;

import dev.crossfade.benchmarks.Gateway.State;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.live.Stage;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.HdrHistogram.Histogram;

/**
 * What a write costs in DUAL_WRITE beside the same in LEGACY_ONLY: two stores of one process take
 * turns, the one that begins changes from turn to turn.
 */
final class FacadeWrites implements AutoCloseable {
  private static final String ALONE = "alone";
  private static final String DUAL = "dual";
  private static final int KEYS = 1000;
  private static final int SEED = 5;

  /** A store is asked for at most this share of what one thread can have of it. */
  private static final double LOAD = 0.25;

  private static final double FASTEST = 1000;
  private static final int TRIED = 200;

  private final FacadeScale scale;
  private final Rotation rotation;
  private final Gateway gateway;
  private final FacadeApplication application;
  private final Random random = new Random(SEED);

  /** Of a state of the target, the median and the 99th percentile. */
  record Names(FacadeFigure median, FacadeFigure high) {}

  /**
   * @param url of an empty database
   * @param stores settings by name: one stays in LEGACY_ONLY, the other goes to DUAL_WRITE
   */
  FacadeWrites(
      FacadeScale scale,
      Rotation rotation,
      String url,
      java.util.function.Function<String, StoreSettings> stores)
      throws Exception {
    this.scale = scale;
    this.rotation = rotation;
    gateway = Gateway.to(url);
    application = new FacadeApplication(gateway.url(url), stores.apply(ALONE), stores.apply(DUAL));
    application.fill(ALONE, KEYS);
    application.fill(DUAL, KEYS);
    application.bring(DUAL, Stage.DUAL_WRITE);
  }

  /** Measures each state of the target in each round. */
  void measure(int rounds, Map<State, Names> names) throws Exception {
    double rate = rate();
    System.err.printf(java.util.Locale.ROOT, "%.0f writes/s%n", rate);
    for (int round = 0; round < rounds; round++) {
      for (State state : State.values()) {
        gateway.become(state);
        // Both ways are warm, and whoever waits for the server has noticed.
        once(rate, 2);
        note(Objects.requireNonNull(names.get(state)), once(rate, scale.slices()));
        gateway.become(State.UP);
        application.settle(DUAL);
      }
    }
  }

  private void note(Names names, Histogram[] found) {
    rotation.note(names.median().name(), micros(found[1], 50), micros(found[0], 50));
    rotation.note(names.high().name(), micros(found[1], 99), micros(found[0], 99));
  }

  private static double micros(Histogram histogram, double percentile) {
    return FixedRate.micros(histogram, percentile);
  }

  private double rate() throws Exception {
    CrossfadeStore store = application.store(ALONE);
    Histogram nanos = FixedRate.histogram();
    for (int i = 0; i < TRIED; i++) {
      long begin = System.nanoTime();
      put(store, i);
      nanos.recordValue(System.nanoTime() - begin);
    }
    return Math.min(FASTEST, LOAD * 1e6 / micros(nanos, 50));
  }

  /** Alone, dual; dual, alone; and so on. */
  private Histogram[] once(double rate, int slices) throws Exception {
    Histogram[] found = {FixedRate.histogram(), FixedRate.histogram()};
    CrossfadeStore[] stores = {application.store(ALONE), application.store(DUAL)};
    FixedRate[] rates = {new FixedRate(rate), new FixedRate(rate)};
    for (int slice = 0; slice < slices; slice++) {
      for (int i = 0; i < stores.length; i++) {
        int which = (slice + i) % stores.length;
        rates[which].run(scale.sliceMillis(), found[which], number -> put(stores[which], number));
      }
    }
    return found;
  }

  private void put(CrossfadeStore store, long number) {
    int key = random.nextInt(KEYS);
    store.put(FacadeApplication.key(key), FacadeApplication.project(key, number));
  }

  @Override
  public void close() throws IOException {
    try (gateway) {
      gateway.become(State.UP);
      application.close();
    }
  }
}
