package dev.crossfade.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The module's SQL files. */
public final class Resources {
  private Resources() {}

  /** The text of {@code name.sql}, a path from this package. */
  public static String sql(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name + ".sql");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
