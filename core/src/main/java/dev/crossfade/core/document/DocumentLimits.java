package dev.crossfade.core.document;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/**
 * How large documents may be. These limits are those of everything that reads, writes or keeps
 * documents, so that what one of them takes no other refuses.
 */
public final class DocumentLimits {
  /** No number within the limits has a longer text, in EDN or JSON; a longer one is not read. */
  public static final int NUMBER_CHARACTERS = 150_064;

  /**
   * About 150,000 digits: more than PostgreSQL's numeric holds; beyond, converting takes time by
   * the square.
   */
  private static final int NUMBER_BITS = 498_289;

  private DocumentLimits() {}

  /**
   * Checks that a document can be written and read back, as EDN and, where JSON has its kinds, as
   * plain JSON. {@link DocumentJson#encode} takes more brackets and refuses earlier.
   *
   * @param around how many collections, tags and metadata will hold it
   * @throws CrossfadeException CF-2207 when it is nested more than {@link Document#MOST_DEPTH} deep
   *     with those around it, CF-2209 when a number has too many digits; without a place
   */
  public static void check(Document document, int around) {
    if (document instanceof Document.MapOf map) {
      int inside = deeper(around);
      for (Map.Entry<Document, Document> entry : map.entries().entrySet()) {
        check(entry.getKey(), inside);
        check(entry.getValue(), inside);
      }
    } else if (document instanceof Document.VectorOf vector) {
      each(vector.elements(), deeper(around));
    } else if (document instanceof Document.ListOf list) {
      each(list.elements(), deeper(around));
    } else if (document instanceof Document.SetOf set) {
      each(set.elements(), deeper(around));
    } else if (document instanceof Document.Tagged tagged) {
      check(tagged.value(), deeper(around));
    } else if (document instanceof Document.WithMetadata with) {
      int inside = deeper(around);
      check(with.metadata(), inside);
      check(with.value(), inside);
    } else if (document instanceof Document.Moment || document instanceof Document.Uuid) {
      // Written with a tag, #inst or #uuid.
      deeper(around);
    } else {
      checkNumber(document);
    }
  }

  private static void each(Collection<Document> documents, int around) {
    for (Document document : documents) {
      check(document, around);
    }
  }

  private static int deeper(int around) {
    if (around >= Document.MOST_DEPTH) {
      throw new CrossfadeException(
          ErrorCode.CF_2207, "expected at most " + Document.MOST_DEPTH + " levels of nesting");
    }
    return around + 1;
  }

  /** Checks the digits, if the document is a number; else as {@link #check}. */
  static void checkNumber(Document document) {
    if (!fits(document)) {
      throw tooLong();
    }
  }

  /** The error of a number with too many digits, without a place. */
  static CrossfadeException tooLong() {
    return new CrossfadeException(
        ErrorCode.CF_2209, "expected a number of at most 150000 digits or so");
  }

  /** Whether a number has few enough digits; those of a ratio are counted together. */
  public static boolean fits(Document number) {
    if (number instanceof Document.BigInt integer) {
      return integer.value().bitLength() <= NUMBER_BITS;
    }
    if (number instanceof Document.Decimal decimal) {
      return decimal.value().unscaledValue().bitLength() <= NUMBER_BITS;
    }
    return !(number instanceof Document.Ratio ratio) || bits(ratio) <= NUMBER_BITS;
  }

  private static long bits(Document.Ratio ratio) {
    BigInteger numerator = ratio.numerator();
    return (long) numerator.bitLength() + ratio.denominator().bitLength();
  }
}
