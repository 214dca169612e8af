package dev.crossfade.spring;

import dev.crossfade.core.ops.Events;
import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.facade.Crossfade;
import dev.crossfade.facade.CrossfadeOptions;
import dev.crossfade.facade.CrossfadeStore;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Opens the stores of an application, and closes them after everything that uses them, the web
 * server included.
 */
@AutoConfiguration
@ConditionalOnClass(Crossfade.class)
@ConditionalOnBooleanProperty(name = "crossfade.enabled", matchIfMissing = true)
@EnableConfigurationProperties(CrossfadeProperties.class)
public final class CrossfadeAutoConfiguration {
  CrossfadeAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean({CrossfadeSettings.class, Crossfade.class})
  CrossfadeSettings crossfadeSettings(CrossfadeProperties properties) {
    return SettingsOfProperties.of(properties, System.getenv());
  }

  @Bean
  @ConditionalOnMissingBean({CrossfadeOptions.class, Crossfade.class})
  CrossfadeOptions crossfadeOptions(
      CrossfadeProperties properties,
      ObjectProvider<Events> events,
      ObjectProvider<CrossfadeOptionsCustomizer> customizers) {
    CrossfadeOptions options =
        CrossfadeOptions.DEFAULT
            .withDrain(properties.drainLimit())
            .withEvents(events.getIfUnique(LoggedEvents::new));
    for (CrossfadeOptionsCustomizer customizer : customizers.orderedStream().toList()) {
      options = customizer.customize(options);
    }
    return options;
  }

  // Closed as a bean, after those that use it, and so after the web server, which stops before any
  // bean is destroyed.
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  Crossfade crossfade(CrossfadeSettings settings, CrossfadeOptions options) {
    return Crossfade.open(settings, options);
  }

  // Lazy, for with several stores there is none. Crossfade closes it: it would not wait for the
  // database when closed by itself.
  @Bean(destroyMethod = "")
  @Lazy
  @ConditionalOnMissingBean
  CrossfadeStore crossfadeStore(Crossfade crossfade) {
    List<CrossfadeStore> stores = crossfade.stores();
    if (stores.size() != 1) {
      String names = stores.stream().map(CrossfadeStore::name).collect(Collectors.joining(", "));
      throw new IllegalStateException(
          "expected one store but there are "
              + stores.size()
              + ": inject Crossfade and ask it for one of "
              + names);
    }
    return stores.get(0);
  }

  // Made when health or metrics ask for it.
  @Bean
  @Lazy
  StatusWatch crossfadeStatusWatch(Crossfade crossfade, CrossfadeProperties properties) {
    return new StatusWatch(crossfade, properties.statusInterval());
  }
}
