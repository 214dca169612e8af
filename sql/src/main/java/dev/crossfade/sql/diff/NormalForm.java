package dev.crossfade.sql.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A form of an expression in which what was written and what PostgreSQL prints for it look alike:
 * tokens without parentheses, without casts, in one case, with the operators that PostgreSQL prints
 * for LIKE and IN.
 */
final class NormalForm {
  private static final Map<String, String> WORDS =
      Map.of("like", "~~", "ilike", "~~*", "!=", "<>", "timestamptz", "timestamp");
  private static final Set<String> TYPES =
      Set.of("timestamptz", "timestamp", "date", "interval", "time");

  /** Words of constructs that PostgreSQL prints in another shape. */
  private static final Set<String> RESHAPED =
      Set.of(
          "between",
          "escape",
          "like_escape",
          "interval",
          "distinct",
          "substring",
          "extract",
          "timestamp",
          "date",
          "position",
          "overlay",
          "trim",
          "at",
          "localtimestamp",
          "json",
          "symmetric",
          "any",
          "all",
          "array",
          "row");

  private final List<String> tokens;
  private final boolean decidable;

  private NormalForm(List<String> tokens, boolean decidable) {
    this.tokens = tokens;
    this.decidable = decidable;
  }

  static NormalForm of(String sql) {
    List<String> written = PostgresTokens.of(sql);
    List<String> tokens = inLists(numbers(singles(withoutCasts(written))));
    List<String> kept = new ArrayList<>();
    for (String token : tokens) {
      String word = WORDS.getOrDefault(token, token);
      boolean not = word.startsWith("~~") && last(kept).equals("not");
      if (not) {
        kept.set(kept.size() - 1, "!" + word);
      } else if (!Set.of("(", ")", "[", "]").contains(word)) {
        kept.add(word);
      }
    }
    boolean decidable =
        kept.stream().noneMatch(RESHAPED::contains)
            && written.stream().noneMatch(TYPES::contains); // moments are printed in the zone
    return new NormalForm(List.copyOf(kept), decidable);
  }

  boolean looksLike(NormalForm other) {
    return tokens.equals(other.tokens);
  }

  /** Whether expressions that look different are different. */
  boolean tells(NormalForm other) {
    return decidable && other.decidable;
  }

  private static String last(List<String> tokens) {
    return tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1);
  }

  /** Leaves out {@code ::type} and a type before a string; notes numbers printed as strings. */
  private static List<String> withoutCasts(List<String> tokens) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      boolean prefix =
          TYPES.contains(token) && i + 1 < tokens.size() && tokens.get(i + 1).startsWith("'");
      if (token.equals("::")) {
        i = endOfType(tokens, i + 1) - 1;
      } else if (token.equals("end") && last(kept).equals("null") && isElse(kept)) {
        kept.subList(kept.size() - 2, kept.size()).clear(); // printed where nothing was written
        kept.add(token);
      } else if (!prefix) {
        kept.add(token);
      }
    }
    return kept;
  }

  private static boolean isElse(List<String> tokens) {
    return tokens.size() > 1 && tokens.get(tokens.size() - 2).equals("else");
  }

  private static int endOfType(List<String> tokens, int from) {
    int at = from + 1;
    String first = from < tokens.size() ? tokens.get(from) : "";
    if (at < tokens.size() && Set.of("precision", "varying").contains(tokens.get(at))) {
      at++;
    }
    if (at < tokens.size() && tokens.get(at).equals("(") && !first.equals("(")) {
      at += 3;
    }
    if (first.startsWith("time")
        && at + 2 < tokens.size()
        && Set.of("with", "without").contains(tokens.get(at))) {
      at += 3;
    }
    while (at + 1 < tokens.size() && tokens.get(at).equals("[") && tokens.get(at + 1).equals("]")) {
      at += 2;
    }
    return Math.min(at, tokens.size());
  }

  /** PostgreSQL prints {@code a IN (b)} as {@code a = b}. */
  private static List<String> singles(List<String> tokens) {
    List<String> kept = new ArrayList<>(tokens);
    for (int i = 0; i + 3 < kept.size(); i++) {
      if (kept.get(i).equals("in") && kept.get(i + 1).equals("(") && kept.get(i + 3).equals(")")) {
        boolean negated = i > 0 && kept.get(i - 1).equals("not");
        kept.set(i, negated ? "<>" : "=");
        if (negated) {
          kept.remove(i - 1);
        }
      }
    }
    return kept;
  }

  /** PostgreSQL prints a negative constant as a string: {@code '-1'::integer}. */
  private static List<String> numbers(List<String> tokens) {
    List<String> kept = new ArrayList<>();
    for (String token : tokens) {
      if (token.matches("'-[0-9]+(\\.[0-9]+)?'")) {
        kept.add("-");
        kept.add(token.substring(2, token.length() - 1));
      } else {
        kept.add(token);
      }
    }
    return kept;
  }

  /** {@code = ANY (ARRAY[…])} is what PostgreSQL prints for IN, {@code <> ALL} for NOT IN. */
  private static List<String> inLists(List<String> tokens) {
    List<String> flat =
        tokens.stream().filter(token -> !token.equals("(") && !token.equals(")")).toList();
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < flat.size(); i++) {
      boolean array = i + 2 < flat.size() && flat.get(i + 2).equals("array");
      String pair = array ? flat.get(i) + " " + flat.get(i + 1) : "";
      if (pair.equals("= any")) {
        kept.add("in");
        i += 2;
      } else if (pair.equals("<> all")) {
        kept.add("not");
        kept.add("in");
        i += 2;
      } else {
        kept.add(flat.get(i));
      }
    }
    return kept;
  }

  @Override
  public String toString() {
    return String.join(" ", tokens).toLowerCase(Locale.ROOT);
  }
}
