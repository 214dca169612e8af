package dev.crossfade.cli.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints rows as columns. The width of the columns comes from the first rows, so that any number of
 * rows can follow; on a terminal what is too wide for it is cut off and marked.
 */
public final class TextTable {
  private static final int ROWS_MEASURED = 500;
  private static final int CELL_MIN = 8;

  private final Consumer<String> lines;
  private final Style style;
  private final int widthMax;
  private final List<String> names;
  private final boolean[] numeric;
  private final List<List<@Nullable String>> held = new ArrayList<>();
  private int @Nullable [] widths;

  /**
   * @param session where it is printed
   * @param names of the columns
   */
  public TextTable(Session session, List<String> names) {
    this(session, names, new boolean[names.size()]);
  }

  /**
   * @param session where it is printed
   * @param names of the columns
   * @param numeric which columns are aligned to the right
   */
  public TextTable(Session session, List<String> names, boolean[] numeric) {
    this.lines = session::print;
    this.style = session.style();
    Surroundings.Terminal terminal = session.surroundings().terminal();
    this.widthMax = terminal.out() ? terminal.width() : Integer.MAX_VALUE;
    this.names = List.copyOf(names);
    this.numeric = numeric.clone();
  }

  /** Adds a row; null is printed as NULL. */
  public void row(List<@Nullable String> cells) {
    if (widths != null) {
      print(cells, widths);
      return;
    }
    held.add(new ArrayList<>(cells));
    if (held.size() == ROWS_MEASURED) {
      flush();
    }
  }

  /** Prints what is held back. */
  public void end() {
    if (widths == null) {
      flush();
    }
  }

  private void flush() {
    int[] measured = measure();
    widths = measured;
    StringBuilder head = new StringBuilder();
    StringBuilder rule = new StringBuilder();
    for (int i = 0; i < measured.length; i++) {
      String gap = i == 0 ? "" : "  ";
      head.append(gap).append(aligned(visible(names.get(i)), measured[i], numeric[i]));
      rule.append(gap).append("-".repeat(measured[i]));
    }
    lines.accept(style.bold(head.toString().stripTrailing()));
    lines.accept(style.dim(rule.toString()));
    held.forEach(cells -> print(cells, measured));
    held.clear();
  }

  private int[] measure() {
    int[] measured = new int[names.size()];
    for (int i = 0; i < measured.length; i++) {
      measured[i] = Math.max(1, length(visible(names.get(i))));
      for (List<@Nullable String> cells : held) {
        measured[i] = Math.max(measured[i], length(text(cells.get(i))));
      }
    }
    int[] fitted = measured.clone();
    while (sum(fitted) > widthMax) {
      int widest = 0;
      for (int i = 1; i < fitted.length; i++) {
        widest = fitted[i] > fitted[widest] ? i : widest;
      }
      if (fitted[widest] <= CELL_MIN) {
        return fitted;
      }
      fitted[widest]--;
    }
    return fitted;
  }

  private static int sum(int[] widths) {
    int sum = 2 * (widths.length - 1);
    for (int width : widths) {
      sum += width;
    }
    return sum;
  }

  private void print(List<@Nullable String> cells, int[] columns) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.length; i++) {
      String cell = cells.get(i);
      String fitted = aligned(text(cell), columns[i], numeric[i]);
      line.append(i == 0 ? "" : "  ").append(cell == null ? style.dim(fitted) : fitted);
    }
    lines.accept(line.toString().stripTrailing());
  }

  private String aligned(String text, int width, boolean right) {
    int length = length(text);
    if (length > width) {
      if (widthMax == Integer.MAX_VALUE) {
        return text;
      }
      return text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }
    String padding = " ".repeat(width - length);
    return right ? padding + text : text + padding;
  }

  private static String text(@Nullable String cell) {
    return cell == null ? "NULL" : visible(cell);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Control characters as escapes, so that a value can neither break a line nor a terminal. */
  private static String visible(String text) {
    boolean clean = text.chars().noneMatch(TextTable::control);
    if (clean) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(unit -> escape(escaped, (char) unit));
    return escaped.toString();
  }

  private static void escape(StringBuilder escaped, char unit) {
    switch (unit) {
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      case '\t' -> escaped.append("\\t");
      default -> {
        if (control(unit)) {
          escaped.append(String.format(Locale.ROOT, "\\x%02x", (int) unit));
        } else {
          escaped.append(unit);
        }
      }
    }
  }

  private static boolean control(int unit) {
    return unit < 0x20 || unit >= 0x7f && unit < 0xa0;
  }
}
