package dev.crossfade.cli.golden;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line into words as a shell does: blanks, quotes, \\ in double quotes. */
final class Words {
  private Words() {}

  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean open = false;
    char quote = 0;
    boolean escaped = false;
    for (char unit : line.toCharArray()) {
      if (escaped) {
        word.append(unit);
        escaped = false;
      } else if (quote == '"' && unit == '\\') {
        escaped = true;
      } else if (quote != 0) {
        if (unit == quote) {
          quote = 0;
        } else {
          word.append(unit);
        }
      } else if (unit == '\'' || unit == '"') {
        quote = unit;
        open = true;
      } else if (unit == ' ') {
        if (open || word.length() > 0) {
          words.add(word.toString());
        }
        word.setLength(0);
        open = false;
      } else {
        word.append(unit);
      }
    }
    if (open || word.length() > 0) {
      words.add(word.toString());
    }
    return words;
  }
}
