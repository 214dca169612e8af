package dev.crossfade.spring;

import dev.crossfade.facade.Crossfade;
import dev.crossfade.facade.CrossfadeStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Health of every store, at {@code crossfade} in the health endpoint. */
@AutoConfiguration(after = CrossfadeAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("crossfade")
@ConditionalOnBean({Crossfade.class, StatusWatch.class})
public final class CrossfadeHealthContributorAutoConfiguration {
  CrossfadeHealthContributorAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = "crossfadeHealthContributor")
  HealthContributor crossfadeHealthContributor(Crossfade crossfade, StatusWatch watch) {
    Map<String, HealthContributor> stores = new LinkedHashMap<>();
    for (CrossfadeStore store : crossfade.stores()) {
      stores.put(store.name(), new StoreHealthIndicator(store, watch));
    }
    return CompositeHealthContributor.fromMap(stores);
  }
}
