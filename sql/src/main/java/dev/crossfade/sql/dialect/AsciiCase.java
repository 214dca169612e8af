package dev.crossfade.sql.dialect;

/** Upper and lower case as SQLite has it: for the 26 letters of ASCII only. */
public final class AsciiCase {

  private AsciiCase() {}

  /** The text with a to z in capitals, all other characters as they are. */
  public static String upper(String text) {
    return shifted(text, 'a', 'z', 'A' - 'a');
  }

  /** The text with A to Z in small letters, all other characters as they are. */
  public static String lower(String text) {
    return shifted(text, 'A', 'Z', 'a' - 'A');
  }

  /** Whether SQLite takes both for one name. */
  public static boolean same(String one, String other) {
    return one.length() == other.length() && lower(one).equals(lower(other));
  }

  private static String shifted(String text, char first, char last, int distance) {
    StringBuilder shifted = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= first && c <= last) {
        shifted.setCharAt(i, (char) (c + distance));
      }
    }
    return shifted.toString();
  }
}
