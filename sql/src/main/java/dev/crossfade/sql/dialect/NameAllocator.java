package dev.crossfade.sql.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Gives out names of one namespace, each once. A name that PostgreSQL cannot bear or that is taken
 * gets another one; the same requests in the same order always get the same names.
 *
 * <p>A name longer than 63 bytes is cut and ends in {@code _} and eight hexadecimal digits of the
 * CRC-32 of the whole name; a taken one gets {@code _2}, {@code _3} and so on.
 */
public final class NameAllocator {
  private final NamePolicy policy;
  private final Set<String> taken = new HashSet<>();
  private final List<Renaming> renamings = new ArrayList<>();

  /** An empty namespace. */
  public NameAllocator(NamePolicy policy) {
    this.policy = policy;
  }

  /**
   * A name that came out different.
   *
   * @param wanted the name of the source
   * @param given the name of the target
   * @param reason why, as the end of a sentence that begins with "because"
   */
  public record Renaming(String wanted, String given, String reason) {}

  /** Takes a name as it is, so that nobody else gets it; false when it is taken already. */
  public boolean reserve(String name) {
    return taken.add(name);
  }

  /**
   * Gives out a name.
   *
   * @param wanted the name in the source; may be empty or too long
   * @return a valid name that nobody else has
   */
  public String allocate(String wanted) {
    String reason = "";
    String name = policy.apply(wanted);
    if (!name.equals(wanted)) {
      reason = "names are folded to lower case";
    }
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      name = name.isEmpty() ? "unnamed" : name.replace("\0", "_");
      reason = "PostgreSQL cannot bear the name";
    }
    if (Identifiers.bytes(name) > Identifiers.MAXIMUM_BYTES) {
      name = shorten(name);
      reason = "PostgreSQL's names have at most 63 bytes";
    }
    if (taken.contains(name)) {
      name = numbered(name);
      reason = "the name is taken";
    }
    taken.add(name);
    if (!name.equals(wanted)) {
      renamings.add(new Renaming(wanted, name, reason));
    }
    return name;
  }

  /** The names that came out different, in the order of their allocation. */
  public List<Renaming> renamings() {
    return List.copyOf(renamings);
  }

  /** A name of at most 63 bytes that depends on the whole of a longer one. */
  static String shorten(String name) {
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    String suffix = String.format(Locale.ROOT, "_%08x", checksum.getValue());
    return Identifiers.cut(name, Identifiers.MAXIMUM_BYTES - suffix.length()) + suffix;
  }

  private String numbered(String name) {
    for (int number = 2; ; number++) {
      String suffix = "_" + number;
      String candidate =
          Identifiers.cut(name, Identifiers.MAXIMUM_BYTES - suffix.length()) + suffix;
      if (!taken.contains(candidate)) {
        return candidate;
      }
    }
  }
}
