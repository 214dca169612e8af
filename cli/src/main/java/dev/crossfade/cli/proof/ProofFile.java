package dev.crossfade.cli.proof;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A proof as one file, in UTF-8.
 *
 * <pre>
 * file     := markdown fence json fence digest
 * markdown := for people, made of the same facts
 * fence    := ```json or ``` on a line of its own; the last such block of the file
 * json     := see {@link ProofJson}
 * digest   := "SHA-256 of everything above this line: " 64 hexadecimal digits, a line of its own
 * </pre>
 *
 * <p>The digest finds accidents. Who keeps it somewhere else finds a file that was written anew.
 *
 * @param json what the block holds
 * @param digest as the file has it
 * @param untouched whether the file is as it was written
 */
public record ProofFile(String json, String digest, boolean untouched) {
  private static final String BEGIN = "\n```json\n";
  private static final String END = "\n```\n";
  private static final String LABEL = "SHA-256 of everything above this line: ";

  /** The whole file. */
  public static String text(String markdown, String json) {
    String above = markdown + BEGIN + json + END;
    return above + LABEL + sha256(above) + "\n";
  }

  /**
   * Takes a file apart.
   *
   * @throws CrossfadeException CF-6401 when it is no proof
   */
  public static ProofFile read(String text) {
    int digestAt = text.lastIndexOf(LABEL);
    int end = digestAt < 0 ? -1 : text.lastIndexOf(END, digestAt);
    int begin = end < 0 ? -1 : text.lastIndexOf(BEGIN, end);
    if (begin < 0) {
      throw new CrossfadeException(ErrorCode.CF_6401, "it has no JSON and no digest at its end");
    }
    String json = text.substring(begin + BEGIN.length(), end);
    String digest = text.substring(digestAt + LABEL.length()).strip();
    String above = text.substring(0, digestAt);
    boolean whole = text.equals(above + LABEL + digest + "\n");
    return new ProofFile(json, digest, whole && digest.equals(sha256(above)));
  }

  /** SHA-256 of a text in UTF-8, in hexadecimal. */
  public static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
