package dev.crossfade.files.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Keys as relative paths, so that any two keys differ on file systems that take large and small
 * letters, or forms of Unicode, for the same.
 *
 * <pre>
 * path    := part ("/" part)* ".json"          a slash of the key between two parts
 * part    := piece | "%_"                      the latter for an empty one
 * piece   := [a-z0-9_-] as they are, all other bytes of UTF-8 as %2e, and the first letter of names
 *            that Windows reserves; after 200 characters "%/" goes on with the same part
 * </pre>
 */
final class KeyPaths {
  static final String ENDING = ".json";

  private static final int MOST = 200;
  private static final Pattern RESERVED = Pattern.compile("con|prn|aux|nul|(com|lpt)[0-9]");
  private static final String HEX = "0123456789abcdef";

  private KeyPaths() {}

  /** The path of a key, with slashes. */
  static String path(String key) {
    StringBuilder path = new StringBuilder();
    for (String part : key.split("/", -1)) {
      path.append(path.length() == 0 ? "" : "/");
      append(part, path);
    }
    return path.append(ENDING).toString();
  }

  private static void append(String part, StringBuilder path) {
    if (part.isEmpty()) {
      path.append("%_");
      return;
    }
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte unit = bytes[i];
      if (length >= MOST) {
        path.append("%/");
        length = 0;
      }
      if (isPlain(unit) && !(length == 0 && isReserved(bytes, i))) {
        path.append((char) unit);
        length++;
      } else {
        path.append('%').append(HEX.charAt(unit >> 4 & 15)).append(HEX.charAt(unit & 15));
        length += 3;
      }
    }
  }

  private static boolean isPlain(byte unit) {
    return (unit >= 'a' && unit <= 'z')
        || (unit >= '0' && unit <= '9')
        || unit == '_'
        || unit == '-';
  }

  private static boolean isReserved(byte[] bytes, int from) {
    return RESERVED
        .matcher(new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1))
        .matches();
  }

  /** The key of a path with slashes; of other paths than ours, too, one that is like them. */
  static String key(String path) {
    String whole = path.substring(0, path.length() - ENDING.length());
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int next = i + 1 < bytes.length ? bytes[i + 1] : 0;
      int high = bytes[i] == '%' ? HEX.indexOf(Character.toLowerCase(next)) : -1;
      int low =
          high < 0 || i + 2 >= bytes.length ? -1 : HEX.indexOf(Character.toLowerCase(bytes[i + 2]));
      if (low >= 0) {
        key.write(high << 4 | low);
        i += 2;
      } else if (bytes[i] == '%' && (next == '/' || next == '_')) {
        i++;
      } else {
        key.write(bytes[i]);
      }
    }
    return key.toString(StandardCharsets.UTF_8);
  }
}
