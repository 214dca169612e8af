package dev.crossfade.files.json;

import java.util.Locale;
import java.util.Set;

/** Names that keys usually have. */
public final class KeyNames {
  private static final Set<String> USUAL = Set.of("id", "_id", "uuid", "key");

  private KeyNames() {}

  /** Whether a field of this name usually is the key of such a collection. */
  public static boolean usual(String field, String collection) {
    // A keyword of EDN: :id, or :user/id for the field user_id.
    String plain = field.startsWith(":") ? field.substring(1).replace('/', '_') : field;
    String lower = plain.toLowerCase(Locale.ROOT);
    if (USUAL.contains(lower)) {
      return true;
    }
    String name = collection.substring(collection.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String singular = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    return lower.equals(name + "_id")
        || lower.equals(singular + "_id")
        || lower.equals(singular + "id");
  }
}
