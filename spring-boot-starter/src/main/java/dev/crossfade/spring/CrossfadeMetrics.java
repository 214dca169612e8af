package dev.crossfade.spring;

import dev.crossfade.facade.Crossfade;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.facade.Operation;
import dev.crossfade.facade.Origin;
import dev.crossfade.facade.PatternStatus;
import dev.crossfade.facade.Timing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Meters of every store. Reading them asks no store, and counts no keys. */
final class CrossfadeMetrics implements MeterBinder {
  private final Crossfade crossfade;
  private final StatusWatch watch;

  CrossfadeMetrics(Crossfade crossfade, StatusWatch watch) {
    this.crossfade = crossfade;
    this.watch = watch;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (CrossfadeStore store : crossfade.stores()) {
      Tags tags = Tags.of("store", store.name());
      Gauge.builder("crossfade.database.connected", store, one -> one.link().connected() ? 1 : 0)
          .description("Whether the database answered last")
          .tags(tags)
          .register(registry);
      LastTimings timings = new LastTimings(store);
      for (Origin origin : Origin.values()) {
        for (Operation operation : Operation.values()) {
          Tags more = tags.and("origin", word(origin), "operation", word(operation));
          new Operations(registry, timings, origin, operation, more).bind();
        }
      }
      for (String pattern : store.movedPatterns()) {
        new Pattern(registry, store, pattern, tags.and("pattern", PatternNames.name(pattern)))
            .bind();
      }
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Meters of one operation on one of the two stores. */
  private record Operations(
      MeterRegistry registry, LastTimings timings, Origin origin, Operation operation, Tags tags) {
    void bind() {
      counter("crossfade.operations", "Operations, failures included", Timing::count);
      counter("crossfade.operations.failures", "Operations that failed", Timing::failures);
      time("crossfade.operations.time", "0.5", Timing::half);
      time("crossfade.operations.time", "0.99", Timing::most);
      time("crossfade.operations.time", "1", Timing::longest);
    }

    private void counter(String name, String description, ToDoubleFunction<Timing> value) {
      FunctionCounter.builder(name, timings, last -> last.value(origin, operation, value))
          .description(description)
          .tags(tags)
          .register(registry);
    }

    private void time(String name, String quantile, Function<Timing, Duration> value) {
      ToDoubleFunction<Timing> nanos = timing -> value.apply(timing).toNanos();
      TimeGauge.builder(
              name, timings, TimeUnit.NANOSECONDS, last -> last.value(origin, operation, nanos))
          .description("So long this share of operations took at most, since the store was opened")
          .tags(tags.and("quantile", quantile))
          .strongReference(true)
          .register(registry);
    }
  }

  /** Meters of one pattern. */
  private final class Pattern {
    private final MeterRegistry registry;
    private final CrossfadeStore store;
    private final String pattern;
    private final Tags tags;

    Pattern(MeterRegistry registry, CrossfadeStore store, String pattern, Tags tags) {
      this.registry = registry;
      this.store = store;
      this.pattern = pattern;
      this.tags = tags;
    }

    // A meter is a number, and stages follow each other.
    @SuppressWarnings("EnumOrdinal")
    void bind() {
      gauge("crossfade.stage", "The stage, 0 for LEGACY_ONLY", one -> one.stage().ordinal());
      gauge("crossfade.waiting", "Changed keys the other store has not yet", one -> one.waiting());
      gauge(
          "crossfade.differences",
          "Differences that the last verification found",
          one -> one.verifiedAt() == null ? -1 : one.differences());
      gauge("crossfade.dead.keys", "Keys the other store cannot hold", PatternStatus::deadKeys);
      TimeGauge.builder(
              "crossfade.lag",
              store,
              TimeUnit.SECONDS,
              one -> value(one, PatternStatus::lagSeconds))
          .description("How old the state is at most that the other store shows")
          .tags(tags)
          .register(registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<PatternStatus> value) {
      Gauge.builder(name, store, one -> value(one, value))
          .description(description)
          .tags(tags)
          .register(registry);
    }

    private double value(CrossfadeStore of, ToDoubleFunction<PatternStatus> value) {
      PatternStatus status = watch.status(of, pattern);
      double known = status == null ? -1 : value.applyAsDouble(status);
      return known < 0 ? Double.NaN : known;
    }
  }
}
