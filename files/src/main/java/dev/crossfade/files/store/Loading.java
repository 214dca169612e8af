package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.StoreKeys;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Turns what was read into content, and errors into those of a store. */
final class Loading {
  private Loading() {}

  static CrossfadeException unreadable(Path file, CrossfadeException cause) {
    return new CrossfadeException(
        ErrorCode.CF_7011, file + ": " + cause.code().title() + ": " + cause.detail(), cause);
  }

  static String text(Path file, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new CrossfadeException(ErrorCode.CF_7011, file + ": expected UTF-8", e);
    }
  }

  static Content content(Path file, Map<String, Document> entries) {
    Content content = Content.EMPTY;
    for (Map.Entry<String, Document> entry : entries.entrySet()) {
      content = with(file, content, entry.getKey(), entry.getValue());
    }
    return content;
  }

  static Content with(Path file, Content content, String key, Document value) {
    if (StoreKeys.isSide(key)) {
      throw new CrossfadeException(
          ErrorCode.CF_7017, file + ": a key begins with " + StoreKeys.SIDE);
    }
    try {
      return content.with(StoreKeys.check(key), Held.of(key, value));
    } catch (CrossfadeException e) {
      throw unreadable(file, e);
    }
  }
}
