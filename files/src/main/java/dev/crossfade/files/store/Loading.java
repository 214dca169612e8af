package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.value.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Turns what was read into content, and errors into those of a store. */
final class Loading {
  private static final int MANY = 10_000;

  private Loading() {}

  static CrossfadeException unreadable(Path file, CrossfadeException cause) {
    return new CrossfadeException(
        ErrorCode.CF_7011, file + ": " + cause.code().title() + ": " + cause.detail(), cause);
  }

  static String text(Path file, byte[] bytes) {
    // Takes half the memory of a decoder, and less time. What is malformed becomes U+FFFD.
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      } catch (CharacterCodingException e) {
        throw new CrossfadeException(ErrorCode.CF_7011, file + ": expected UTF-8", e);
      }
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** The content of entries; the digests of many are made by several threads. */
  static Content content(Path file, Map<String, Document> entries) {
    List<Map.Entry<String, Document>> found = new ArrayList<>(entries.entrySet());
    Stream<Map.Entry<String, Document>> stream =
        found.size() < MANY ? found.stream() : found.parallelStream();
    List<Map.Entry<String, Held>> held =
        stream
            .map(entry -> Map.entry(entry.getKey(), held(file, entry.getKey(), entry.getValue())))
            .sorted(Map.Entry.comparingByKey(StoreKeys.ORDER))
            .toList();
    Digest digest = Digest.EMPTY;
    for (Map.Entry<String, Held> entry : held) {
      digest = digest.plus(entry.getValue().digest());
    }
    return new Content(SortedTree.ofSorted(held), digest, SortedTree.empty());
  }

  /** The digest of entries, which is that of their content. */
  static Digest digest(Path file, Map<String, Document> entries) {
    Digest digest = Digest.EMPTY;
    for (Map.Entry<String, Document> entry : entries.entrySet()) {
      digest = digest.plus(held(file, entry.getKey(), entry.getValue()).digest());
    }
    return digest;
  }

  static Content with(Path file, Content content, String key, Document value) {
    return content.with(key, held(file, key, value));
  }

  private static Held held(Path file, String key, Document value) {
    if (StoreKeys.isSide(key)) {
      throw new CrossfadeException(
          ErrorCode.CF_7017, file + ": a key begins with " + StoreKeys.SIDE);
    }
    try {
      return Held.of(StoreKeys.check(key), value);
    } catch (CrossfadeException e) {
      throw unreadable(file, e);
    }
  }
}
