package dev.crossfade.core.setting;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.util.List;

/** Keys of maps as they are written in settings: {@code :user/id} a keyword, all else a text. */
final class PathText {
  private PathText() {}

  /**
   * The keys of a path.
   *
   * @throws CrossfadeException CF-7368 when there is none, or one is no key
   */
  static List<Document> path(List<String> keys) {
    if (keys.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_7368, "expected one key at least");
    }
    return keys.stream().map(PathText::key).toList();
  }

  private static Document key(String text) {
    if (text.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_7368, "expected a key but was nothing");
    }
    if (!text.startsWith(":")) {
      return new Document.Text(text);
    }
    try {
      return new Document.Keyword(text.substring(1));
    } catch (IllegalArgumentException e) {
      throw new CrossfadeException(
          ErrorCode.CF_7368, "expected a keyword but was " + SettingNames.shown(text), e);
    }
  }
}
