package dev.crossfade.spring;

import dev.crossfade.facade.Crossfade;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Meters of every store. */
@AutoConfiguration(
    after = {
      CrossfadeAutoConfiguration.class,
      MetricsAutoConfiguration.class,
      CompositeMeterRegistryAutoConfiguration.class
    })
@ConditionalOnClass({MeterRegistry.class, MetricsAutoConfiguration.class})
@ConditionalOnBean({MeterRegistry.class, Crossfade.class, StatusWatch.class})
public final class CrossfadeMetricsAutoConfiguration {
  CrossfadeMetricsAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  CrossfadeMetrics crossfadeMetrics(Crossfade crossfade, StatusWatch watch) {
    return new CrossfadeMetrics(crossfade, watch);
  }
}
