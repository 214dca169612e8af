package dev.crossfade.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.facade.StoreMigration;
import dev.crossfade.live.Stage;
import dev.crossfade.postgres.embedded.ScratchDatabase;
import dev.crossfade.postgres.embedded.ScratchServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Health and meters of a store whose pattern moves, with its database and without it. */
class StoreHealthTest {
  private static final String PATTERN = "note/{id}";
  private static final String AWAY = "postgresql://app:s3cret@localhost:1/db";

  @TempDir Path folder;

  private void run(String target, Consumer<ApplicationContext> work) {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                CrossfadeAutoConfiguration.class,
                CrossfadeHealthContributorAutoConfiguration.class,
                CrossfadeMetricsAutoConfiguration.class))
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withPropertyValues(
            "crossfade.target=" + target,
            "crossfade.status-interval=50ms",
            "crossfade.stores.notes.edn=" + folder.resolve("notes.edn"),
            "crossfade.stores.notes.write-limit=1m",
            "crossfade.stores.notes.patterns[0].pattern=" + PATTERN,
            "crossfade.stores.notes.patterns[0].table=note")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              context.getBean(CrossfadeMetrics.class).bindTo(context.getBean(MeterRegistry.class));
              work.accept(context);
            });
  }

  private static Health health(ApplicationContext context) {
    CompositeHealthContributor all =
        context.getBean("crossfadeHealthContributor", CompositeHealthContributor.class);
    return ((HealthIndicator) all.getContributor("notes")).health();
  }

  private static Health await(ApplicationContext context, String what, Predicate<Health> holds) {
    Conditions.await(what, () -> health(context), holds);
    return health(context);
  }

  private static Predicate<Health> shows(Status status, Stage stage) {
    return health ->
        health.getStatus().equals(status)
            && health.getDetails().get("patterns") instanceof Map<?, ?> patterns
            && patterns.get(PATTERN) instanceof Map<?, ?> note
            && note.get("stage") == stage;
  }

  private static double gauge(ApplicationContext context, String name, String... tags) {
    return context.getBean(MeterRegistry.class).get(name).tags(tags).gauge().value();
  }

  @Test
  void isDownOnlyWhenTheDatabaseIsNeededAndAway() {
    try (ScratchDatabase database = ScratchServer.createDatabase()) {
      run(
          database.url(),
          context -> {
            CrossfadeStore store = context.getBean(CrossfadeStore.class);
            StoreMigration migration = store.migration();
            store.put("note/secretkey", new Document.Text("secretvalue"));
            migration.backfill(PATTERN, Conditions.LIMIT);
            Health dual = await(context, "UP", shows(Status.UP, Stage.DUAL_WRITE));
            assertThat(dual.getDetails()).containsEntry("database", "connected");
            assertThat(dual.toString()).doesNotContain("secretkey").doesNotContain("secretvalue");
          });
      run(
          AWAY,
          context -> {
            Health away = await(context, "UP", shows(Status.UP, Stage.DUAL_WRITE));
            assertThat(away.getDetails()).containsEntry("database", "away").containsKey("trouble");
            assertThat(away.toString()).doesNotContain("s3cret");
            assertThat(gauge(context, "crossfade.database.connected", "store", "notes")).isZero();
            assertThat(gauge(context, "crossfade.waiting", "pattern", PATTERN)).isNaN();
          });
      run(
          database.url(),
          context -> {
            StoreMigration migration = context.getBean(CrossfadeStore.class).migration();
            Conditions.await(
                "the stage is known",
                () -> context.getBean(CrossfadeStore.class).outline().link().connected());
            migration.advance(PATTERN);
            migration.verify(PATTERN);
            assertThat(migration.advance(PATTERN)).isEqualTo(Stage.NEW_FIRST);
            Health up = await(context, "UP", shows(Status.UP, Stage.NEW_FIRST));
            assertThat(up.getDetails().get("patterns").toString())
                .contains("verifiedAt=")
                .contains("differences=0");
            assertThat(gauge(context, "crossfade.stage", "pattern", PATTERN))
                .isEqualTo(Stage.NEW_FIRST.ordinal());
            assertThat(gauge(context, "crossfade.stage", "pattern", "*")).isZero();
          });
      run(
          AWAY,
          context -> {
            Health down = await(context, "DOWN", shows(Status.DOWN, Stage.NEW_FIRST));
            assertThat(down.getDetails()).containsEntry("database", "away");
            assertThat(down.toString()).doesNotContain("s3cret");
          });
    }
  }

  @Test
  void countsOperationsAndTakesTheirTimes() {
    run(
        AWAY,
        context -> {
          CrossfadeStore store = context.getBean(CrossfadeStore.class);
          for (int i = 0; i < 7; i++) {
            store.put("note/" + i, new Document.Int(i));
          }
          MeterRegistry registry = context.getBean(MeterRegistry.class);
          String[] write = {"store", "notes", "origin", "first", "operation", "write"};
          Conditions.await(
              "seven writes",
              () ->
                  registry.get("crossfade.operations").tags(write).functionCounter().count() == 7);
          assertThat(
                  registry
                      .get("crossfade.operations.failures")
                      .tags(write)
                      .functionCounter()
                      .count())
              .isZero();
          double longest =
              registry
                  .get("crossfade.operations.time")
                  .tags(write)
                  .tag("quantile", "1")
                  .timeGauge()
                  .value(TimeUnit.NANOSECONDS);
          assertThat(longest).isPositive();
        });
  }
}
