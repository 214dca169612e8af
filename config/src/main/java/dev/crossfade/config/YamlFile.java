package dev.crossfade.config;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Makes the errors of one file: its name, line and column, what was expected, and the path.
 *
 * @param name the file's name as the user knows it
 * @param syntax code for what is no YAML
 * @param unknownKey code for keys that do not exist
 * @param value code for values that are not allowed
 * @param missing code for keys that are not there
 */
record YamlFile(
    String name, ErrorCode syntax, ErrorCode unknownKey, ErrorCode value, ErrorCode missing) {

  CrossfadeException error(ErrorCode code, int line, int column, String text) {
    return error(code, line, column, text, null);
  }

  CrossfadeException error(
      ErrorCode code, int line, int column, String text, @Nullable Throwable cause) {
    return new CrossfadeException(code, name + ":" + line + ":" + column + ": " + text, cause);
  }

  CrossfadeException expected(String what, YamlNode node, String path) {
    return error(
        value,
        node.line,
        node.column,
        "expected " + what + " but was " + node.describe() + " at " + path);
  }
}
