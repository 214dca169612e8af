package dev.crossfade.cli.frame;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.setting.Setting;
import dev.crossfade.core.setting.Settings;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives options and SOURCE that are not on the command line the values of the environment and of
 * {@code crossfade.yaml}. A setting that is not valid is refused when the command runs, so that
 * help works with it.
 */
final class SettingDefaults implements IDefaultValueProvider {
  /** Asks for the values that settings have; they must not answer it. */
  private static final String SETUP = "setup";

  private final Surroundings surroundings;
  private @Nullable Settings settings;
  private @Nullable CrossfadeException refused;

  SettingDefaults(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    Setting setting = setting(argument);
    if (setting == null || argument.command().name().equals(SETUP)) {
      return null;
    }
    Settings known = settings();
    Settings.Given given = known == null ? null : known.given(setting);
    if (given == null || given.origin() == Settings.Origin.DEFAULT) {
      return null;
    }
    return setting == Setting.JOBS && given.text().equals("auto") ? "0" : given.text();
  }

  /** Why the settings that were asked for could not be had. */
  Optional<CrossfadeException> refused() {
    return Optional.ofNullable(refused);
  }

  private @Nullable Settings settings() {
    if (settings == null && refused == null) {
      try {
        settings = SettingsFile.settings(surroundings, Map.of());
      } catch (CrossfadeException invalid) {
        refused = invalid;
      }
    }
    return settings;
  }

  private static @Nullable Setting setting(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      for (Setting setting : Setting.values()) {
        if (setting != Setting.TARGET && option.longestName().equals(setting.flag())) {
          return setting;
        }
      }
      return null;
    }
    return argument.paramLabel().equals("SOURCE") ? Setting.SOURCE : null;
  }
}
