package dev.crossfade.cli.frame;

import dev.crossfade.config.SettingsYaml;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.setting.Setting;
import dev.crossfade.core.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The settings of a command: its flags, the environment, and {@code crossfade.yaml}. */
public final class SettingsFile {
  private SettingsFile() {}

  /**
   * Puts the settings together.
   *
   * @param flags values of the command line, only those given
   */
  public static Settings settings(Surroundings surroundings, Map<Setting, String> flags) {
    return Settings.of(flags, surroundings.environment(), read(surroundings));
  }

  /** What {@code crossfade.yaml} in the user's directory says; nothing when there is none. */
  public static Map<Setting, Settings.Given> read(Surroundings surroundings) {
    Path file = surroundings.directory().resolve(SettingsYaml.FILE_NAME);
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      return SettingsYaml.read(Files.readString(file), SettingsYaml.FILE_NAME);
    } catch (IOException failed) {
      throw new CrossfadeException(ErrorCode.CF_1111, file + ": " + failed, failed);
    }
  }
}
