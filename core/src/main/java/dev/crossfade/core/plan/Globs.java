package dev.crossfade.core.plan;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Patterns for names: {@code *} stands for any characters, {@code ?} for one. */
final class Globs {
  private Globs() {}

  /** The first glob that the whole name matches, or null. */
  static @Nullable String firstMatch(List<String> globs, String name) {
    for (String glob : globs) {
      if (matches(glob, name)) {
        return glob;
      }
    }
    return null;
  }

  static boolean matches(String glob, String name) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
  }
}
