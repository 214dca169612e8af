package dev.crossfade.spring;

import dev.crossfade.facade.CrossfadeOptions;

/**
 * Changes the options that the stores are opened with. Beans of this type are asked in their order,
 * for example for a flag or an equality:
 *
 * <pre>
 * &#64;Bean
 * CrossfadeOptionsCustomizer flags(Flags flags) {
 *   return options -&gt; options.withFlag(flags::lastStageOf);
 * }
 * </pre>
 */
@FunctionalInterface
public interface CrossfadeOptionsCustomizer {
  /**
   * Changes options.
   *
   * @param options by the properties and those who were asked before
   * @return the options to go on with
   */
  CrossfadeOptions customize(CrossfadeOptions options);
}
