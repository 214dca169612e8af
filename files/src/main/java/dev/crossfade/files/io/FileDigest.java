package dev.crossfade.files.io;

import dev.crossfade.core.value.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of files' bytes: half of their SHA-256. */
public final class FileDigest {
  private FileDigest() {}

  /** A new SHA-256. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Ends a digest. */
  public static Digest end(MessageDigest digest, long rows) {
    ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
    return new Digest(rows, bytes.getLong(), bytes.getLong());
  }
}
