package dev.crossfade.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.facade.Crossfade;
import dev.crossfade.facade.CrossfadeOptions;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.live.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which beans there are. The database is one that nobody answers for. */
class CrossfadeAutoConfigurationTest {
  private static final String AWAY = "postgresql://app:s3cret@localhost:1/db";

  @TempDir Path folder;

  private ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                CrossfadeAutoConfiguration.class,
                CrossfadeEndpointAutoConfiguration.class,
                CrossfadeHealthContributorAutoConfiguration.class,
                CrossfadeMetricsAutoConfiguration.class))
        .withPropertyValues(
            "crossfade.target=" + AWAY,
            "crossfade.drain-limit=0s",
            "crossfade.stores.notes.edn=" + folder.resolve("notes.edn"));
  }

  @Configuration(proxyBeanMethods = false)
  static class Registry {
    @Bean
    MeterRegistry registry() {
      return new SimpleMeterRegistry();
    }
  }

  @Test
  void opensTheStoreAndClosesItWithTheContext() {
    CrossfadeStore[] seen = new CrossfadeStore[1];
    runner()
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(Crossfade.class);
              CrossfadeStore store = context.getBean(CrossfadeStore.class);
              store.put("note/1", new Document.Text("one"));
              assertThat(context.getBean(Crossfade.class).store("notes")).isSameAs(store);
              assertThat(context.getBean(CrossfadeOptions.class).drain()).isEqualTo(Duration.ZERO);
              seen[0] = store;
            });
    assertThat(code(() -> seen[0].get("note/1"))).isEqualTo(ErrorCode.CF_7001);
    Conditions.await("no thread is left", () -> threads().isEmpty());
    runner()
        .run(
            context ->
                assertThat(context.getBean(CrossfadeStore.class).get("note/1"))
                    .isEqualTo(new Document.Text("one")));
  }

  @Test
  void closesTheStoreAfterBeansThatDoNotNameIt() {
    Leaving[] seen = new Leaving[1];
    runner()
        .withBean(Leaving.class)
        .run(
            context -> {
              seen[0] = context.getBean(Leaving.class);
              assertThat(context.getBean(CrossfadeStore.class).get("note/last")).isNull();
            });
    assertThat(seen[0].written).isTrue();
  }

  /** Writes when it is destroyed, to a store that it asks Crossfade for. */
  static final class Leaving implements DisposableBean {
    private final Crossfade crossfade;
    private boolean written;

    Leaving(Crossfade crossfade) {
      this.crossfade = crossfade;
    }

    @Override
    public void destroy() {
      crossfade.store("notes").put("note/last", new Document.Text("bye"));
      written = true;
    }
  }

  private static ErrorCode code(Runnable work) {
    try {
      work.run();
    } catch (CrossfadeException e) {
      return e.code();
    }
    throw new AssertionError("nothing was thrown");
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("crossfade-"))
        .toList();
  }

  @Test
  void doesNothingWhenItIsSwitchedOff() {
    runner()
        .withPropertyValues("crossfade.enabled=false")
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(Crossfade.class)
                    .doesNotHaveBean("crossfadeHealthContributor"));
  }

  @Test
  void withSeveralStoresOneIsAskedForByItsName() {
    runner()
        .withPropertyValues("crossfade.stores.archive.json=" + folder.resolve("archive.json"))
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBean(Crossfade.class).stores()).hasSize(2);
            });
    runner()
        .withPropertyValues("crossfade.stores.archive.json=" + folder.resolve("archive.json"))
        .withUserConfiguration(WantsTheStore.class)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("archive")
                    .hasMessageContaining("notes"));
  }

  @Configuration(proxyBeanMethods = false)
  static class WantsTheStore {
    @Bean
    String key(CrossfadeStore store) {
      return store.name();
    }
  }

  @Test
  void settingsOfTheApplicationGoBeforeProperties() {
    runner()
        .withBean(
            CrossfadeSettings.class,
            () ->
                CrossfadeSettings.of(AWAY)
                    .with(StoreSettings.json("own", folder.resolve("own.json"))))
        .run(context -> assertThat(context.getBean(CrossfadeStore.class).name()).isEqualTo("own"));
  }

  @Test
  void customizersAreAskedInTheirOrder() {
    runner()
        .withBean(
            CrossfadeOptionsCustomizer.class,
            () -> options -> options.withFlag(pattern -> Stage.DUAL_WRITE))
        .withBean("events", Events.class, () -> Events.NONE)
        .run(
            context -> {
              CrossfadeOptions options = context.getBean(CrossfadeOptions.class);
              assertThat(options.flag().apply("note/{id}")).isEqualTo(Stage.DUAL_WRITE);
              assertThat(options.events()).isSameAs(Events.NONE);
            });
  }

  @Test
  void healthMetricsAndTheEndpointAreThereForWhoHasThem() {
    runner()
        .withUserConfiguration(Registry.class)
        .withPropertyValues("management.endpoints.web.exposure.include=crossfade")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(CrossfadeMetrics.class)
                    .hasBean("crossfadeHealthContributor")
                    .hasSingleBean(StatusWatch.class));
    runner()
        .withUserConfiguration(Registry.class)
        .withPropertyValues("management.health.crossfade.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean("crossfadeHealthContributor"));
    runner()
        .withClassLoader(
            new FilteredClassLoader(
                HealthContributor.class.getPackageName(),
                MeterRegistry.class.getPackageName(),
                Endpoint.class.getPackageName()))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(Crossfade.class)
                    .doesNotHaveBean("crossfadeHealthContributor")
                    .doesNotHaveBean("crossfadeMetrics")
                    .doesNotHaveBean("crossfadeEndpoint"));
  }

  @Test
  void aFailureSaysWhatToDo() {
    runner()
        .withPropertyValues("crossfade.stores.notes.write-limit=2h")
        .run(
            context -> {
              FailureAnalysis analysis =
                  new CrossfadeFailureAnalyzer().analyze(context.getStartupFailure());
              assertThat(analysis.getDescription())
                  .contains("CF-7363")
                  .endsWith("at crossfade.stores.notes.write-limit");
              assertThat(analysis.getAction()).isEqualTo(ErrorCode.CF_7363.advice());
            });
  }
}
