package dev.crossfade.postgres.readback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** SQL kept as resources beside these classes. */
final class Sql {
  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  private Sql() {}

  static String resource(String name) {
    return TEXTS.computeIfAbsent(name, Sql::load);
  }

  private static String load(String name) {
    try (InputStream in = Sql.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
