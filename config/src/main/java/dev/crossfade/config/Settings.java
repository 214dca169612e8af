package dev.crossfade.config;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.setting.CrossfadeSettings;
import dev.crossfade.core.setting.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What an application opens, from {@code crossfade.yaml} and the environment. */
public final class Settings {
  private Settings() {}

  /**
   * Reads {@code crossfade.yaml} in the working directory, and this process's environment.
   *
   * @throws CrossfadeException as {@link #load(Path, Map)} does
   */
  public static CrossfadeSettings load() {
    return load(Path.of(SettingsYaml.FILE_NAME), System.getenv());
  }

  /**
   * Reads a file. DATABASE_URL goes over its {@code target}; CROSSFADE_INTO goes over its {@code
   * into}, which is the schema of stores that name none.
   *
   * @param file with a section {@code stores}; names of files in it are relative to its folder
   * @param environment all variables; an empty one counts as not set
   * @return at least one store; without a target where neither names one
   * @throws CrossfadeException CF-1111 when it cannot be read, CF-7369 when there is no file or no
   *     section; CF-1002, CF-1010, CF-1011 or CF-7361 to CF-7368 for a mistake, with its line and
   *     column
   */
  public static CrossfadeSettings load(Path file, Map<String, String> environment) {
    Path folder = file.getParent();
    return read(text(file), file.toString(), folder == null ? Path.of("") : folder, environment);
  }

  /**
   * Reads what a file has that is read already, or is none.
   *
   * @param text as {@code crossfade.yaml} has it
   * @param name of what the text comes from, for errors
   * @param folder that names of files in it are relative to
   * @param environment as above
   * @throws CrossfadeException as {@link #load(Path, Map)} does, but for CF-1111
   */
  public static CrossfadeSettings read(
      String text, String name, Path folder, Map<String, String> environment) {
    YamlMap document = SettingsYaml.document(text, name);
    var settings =
        dev.crossfade.core.setting.Settings.of(
            Map.of(), environment, SettingsYaml.values(document));
    YamlNode section = document.get(StoresKeys.SECTION);
    if (section == null) {
      throw new CrossfadeException(
          ErrorCode.CF_7369, "expected the key '" + StoresKeys.SECTION + "' in " + name);
    }
    String schema = settings.required(Setting.INTO);
    return new StoresReader(document.file(), folder, schema)
        .read(section, new CrossfadeSettings(settings.text(Setting.TARGET), List.of()));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new CrossfadeException(ErrorCode.CF_7369, "there is no file " + file, e);
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_1111, file + ": " + e, e);
    }
  }
}
