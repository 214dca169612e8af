package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DocumentJson;
import dev.crossfade.core.document.DocumentLimits;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.value.Digest;
import dev.crossfade.files.io.FileDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value as a store holds it.
 *
 * @param value the document
 * @param digest of key and value: half of the SHA-256 of the key in UTF-8, a zero, and the value in
 *     {@link DocumentJson}; those of all keys add up to that of the store. A note has none: nobody
 *     edits it, and it would cost what the digest of an entry costs
 */
record Held(Document value, Digest digest) {
  private static final int USUAL = 500;

  static Held of(String key, Document value) {
    if (StoreKeys.isSide(key)) {
      DocumentLimits.check(value, 1);
      return new Held(value, Digest.EMPTY);
    }
    MessageDigest digest = FileDigest.start();
    digest.update(key.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    StringBuilder json = new StringBuilder(USUAL);
    DocumentJson.encode(value, json);
    digest.update(json.toString().getBytes(StandardCharsets.UTF_8));
    return new Held(value, FileDigest.end(digest, 1));
  }

  /** Whether another one under the same key holds the same value. */
  boolean isSame(Held other) {
    return digest.equals(other.digest) && (digest.rows() > 0 || value.equals(other.value));
  }
}
