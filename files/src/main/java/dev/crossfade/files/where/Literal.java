package dev.crossfade.files.where;

import dev.crossfade.core.value.DecimalText;
import dev.crossfade.core.value.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a field is compared with. */
sealed interface Literal {
  /** The result of a comparison of kinds that do not compare. */
  int INCOMPARABLE = 2;

  /** -1, 0 or 1 as the field is less, equal or greater; else {@link #INCOMPARABLE}. */
  int compare(Cells cells, int field);

  /**
   * A number.
   *
   * @param normal its normal form
   */
  record Numeral(byte[] normal) implements Literal {
    @Override
    public int compare(Cells cells, int field) {
      byte[] text;
      int from = cells.from(field);
      int length = cells.to(field) - from;
      switch (cells.tag(field)) {
        case INTEGER -> {
          text = Long.toString(cells.integer(field)).getBytes(StandardCharsets.US_ASCII);
          return compare(text, 0, text.length);
        }
        case NUMBER -> {
          text = Arrays.copyOfRange(cells.data(), from, from + length);
          return sign(DecimalOrder.compare(text, length, normal, normal.length));
        }
        case TEXT -> {
          return cells.untyped ? compare(cells.data(), from, length) : INCOMPARABLE;
        }
        default -> {
          return INCOMPARABLE;
        }
      }
    }

    private int compare(byte[] text, int from, int length) {
      byte[] out = new byte[length + 22];
      int count = DecimalText.normalise(text, from, length, out);
      return count < 0
          ? INCOMPARABLE
          : sign(DecimalOrder.compare(out, count, normal, normal.length));
    }
  }

  /**
   * Text, in the order of its code points.
   *
   * @param utf8 its bytes
   */
  record Text(byte[] utf8) implements Literal {
    @Override
    public int compare(Cells cells, int field) {
      if (cells.tag(field) != Tag.TEXT) {
        return INCOMPARABLE;
      }
      return sign(
          Arrays.compareUnsigned(
              cells.data(), cells.from(field), cells.to(field), utf8, 0, utf8.length));
    }
  }

  /**
   * A truth value; false is less than true.
   *
   * @param value which
   */
  record Flag(boolean value) implements Literal {
    @Override
    public int compare(Cells cells, int field) {
      return switch (cells.tag(field)) {
        case TRUE -> Boolean.compare(true, value);
        case FALSE -> Boolean.compare(false, value);
        case TEXT -> cells.untyped ? word(cells, field) : INCOMPARABLE;
        default -> INCOMPARABLE;
      };
    }

    private int word(Cells cells, int field) {
      int from = cells.from(field);
      int length = cells.to(field) - from;
      if (length > "false".length()) {
        return INCOMPARABLE;
      }
      String text = new String(cells.data(), from, length, StandardCharsets.UTF_8);
      boolean yes = text.equalsIgnoreCase("true");
      return yes || text.equalsIgnoreCase("false") ? Boolean.compare(yes, value) : INCOMPARABLE;
    }
  }

  private static int sign(int difference) {
    return Integer.signum(difference);
  }
}
