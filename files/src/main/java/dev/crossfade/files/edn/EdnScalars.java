package dev.crossfade.files.edn;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.document.DoubleText;

/** Writes what holds no other values. */
final class EdnScalars {
  private static final int DELETE = 0x7f;

  private EdnScalars() {}

  /** Appends a value; false when it is of a kind that holds others. */
  static boolean write(Document document, StringBuilder out) {
    if (document instanceof Document.Nil) {
      out.append("nil");
    } else if (document instanceof Document.Bool bool) {
      out.append(bool.value());
    } else if (document instanceof Document.Text text) {
      quote(text.value(), out);
    } else if (document instanceof Document.Char character) {
      character(character.codePoint(), out);
    } else if (document instanceof Document.Keyword keyword) {
      out.append(':').append(keyword.text());
    } else if (document instanceof Document.Symbol symbol) {
      out.append(symbol.text());
    } else if (document instanceof Document.Moment moment) {
      out.append("#inst \"").append(moment.value()).append('"');
    } else if (document instanceof Document.Uuid uuid) {
      out.append("#uuid \"").append(uuid.value()).append('"');
    } else {
      return number(document, out);
    }
    return true;
  }

  private static boolean number(Document document, StringBuilder out) {
    if (document instanceof Document.Int integer) {
      out.append(integer.value());
    } else if (document instanceof Document.BigInt integer) {
      out.append(integer.value()).append('N');
    } else if (document instanceof Document.Real real) {
      real(real.value(), out);
    } else if (document instanceof Document.Decimal decimal) {
      out.append(decimal.value()).append('M');
    } else if (document instanceof Document.Ratio ratio) {
      out.append(ratio.numerator()).append('/').append(ratio.denominator());
    } else {
      return false;
    }
    return true;
  }

  private static void real(double value, StringBuilder out) {
    if (Double.isNaN(value)) {
      out.append("##NaN");
    } else if (Double.isInfinite(value)) {
      out.append(value > 0 ? "##Inf" : "##-Inf");
    } else {
      out.append(DoubleText.text(value));
    }
  }

  private static void character(int point, StringBuilder out) {
    switch (point) {
      case '\n' -> out.append("\\newline");
      case '\r' -> out.append("\\return");
      case ' ' -> out.append("\\space");
      case '\t' -> out.append("\\tab");
      default -> {
        boolean hidden = point < 0x10000 && !shows((char) point);
        if (hidden || EdnChars.isSpace(point)) {
          unicode((char) point, out);
        } else {
          out.append('\\').appendCodePoint(point);
        }
      }
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      switch (unit) {
        case '"', '\\' -> out.append('\\').append(unit);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          boolean pair =
              i + 1 < text.length() && Character.isSurrogatePair(unit, text.charAt(i + 1));
          if (pair) {
            out.append(unit).append(text.charAt(++i));
          } else if (shows(unit)) {
            out.append(unit);
          } else {
            unicode(unit, out);
          }
        }
      }
    }
    out.append('"');
  }

  /** Whether a character stands for itself: neither a control character nor half of a pair. */
  private static boolean shows(char unit) {
    return unit >= ' '
        && !(unit >= DELETE && unit < 0xa0)
        && unit != '\u2028'
        && unit != '\u2029'
        && unit != '\ufeff'
        && !Character.isSurrogate(unit);
  }

  private static void unicode(char unit, StringBuilder out) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit(unit >> shift & 0xf, 16));
    }
  }
}
