package dev.crossfade.spring;

import dev.crossfade.facade.Crossfade;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code crossfade}. */
@AutoConfiguration(after = CrossfadeAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(CrossfadeEndpoint.class)
@ConditionalOnBean(Crossfade.class)
public final class CrossfadeEndpointAutoConfiguration {
  CrossfadeEndpointAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  CrossfadeEndpoint crossfadeEndpoint(Crossfade crossfade) {
    return new CrossfadeEndpoint(crossfade);
  }
}
