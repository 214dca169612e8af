package dev.crossfade.move;

import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.SourceShape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One digest for the content of a whole source: SHA-256 over its collections' digests, cut. */
final class SourceDigest {
  private static final int HEX_DIGITS = 32;

  private SourceDigest() {}

  static String of(SourceShape shape) {
    StringBuilder text = new StringBuilder();
    for (CollectionShape collection : shape.collections()) {
      text.append(collection.name())
          .append('\t')
          .append(collection.content().rows())
          .append('\t')
          .append(collection.content().hex())
          .append('\n');
    }
    return of(text.toString());
  }

  static String of(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
