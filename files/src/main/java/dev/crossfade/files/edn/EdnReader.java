package dev.crossfade.files.edn;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import java.util.List;

/**
 * Reads EDN texts, as the specification has them (github.com/edn-format/edn). What Clojure prints
 * and reads beyond that is read too, each of these an extension:
 *
 * <ul>
 *   <li>numbers: hexadecimal {@code 0x1F}, octal {@code 017}, any radix {@code 36rZZ}, each with
 *       {@code N}; fractions {@code 1/3}; {@code 1.}; {@code ##Inf}, {@code ##-Inf}, {@code ##NaN}
 *   <li>characters {@code \formfeed}, {@code \backspace}, {@code \o101}, surrogates by {@code \\u},
 *       and one beyond U+FFFF by itself
 *   <li>escapes in strings {@code \b}, {@code \f}, {@code \101} and {@code u} with four digits
 *   <li>names with several slashes, of which the first ends the namespace; digits at the start of a
 *       keyword or behind its slash, as in {@code :presence/42}; letters of any language
 *   <li>namespaced maps <code>#:user{:id 1 :_/x 2}</code>
 *   <li>metadata {@code ^:a}, {@code ^"tag"}, {@code ^tag}, <code>^{:a 1}</code>, {@code ^[…]}, and
 *       the old {@code #^}; on any value
 *   <li>{@code #inst} with parts of the time left out, which are then their least, in UTC without
 *       an offset
 * </ul>
 *
 * Not read, because they are code and no data: {@code ::a}, {@code #::a}, {@code #"regex"}, {@code
 * #'var}, {@code #(…)}, {@code #?}, quotes. A number that no double is near to is refused instead
 * of becoming infinite or zero. An integer beyond 64 bits is a big one also without {@code N}.
 * White space is that of ASCII, and commas.
 */
public final class EdnReader {
  private EdnReader() {}

  /**
   * The one value of a text; comments and discarded values may stand around it.
   *
   * @throws CrossfadeException with line and column: CF-2240 when the text is no EDN, CF-2241 when
   *     a map has a key twice or a set an element, CF-2207 when values are nested more than {@link
   *     Document#MOST_DEPTH} deep, CF-2209 for a number out of range
   */
  public static Document read(String text) {
    EdnParser parser = new EdnParser(text, EdnPlace.START, new Keywords());
    Document value = parser.form();
    parser.end();
    return value;
  }

  /** All values of a text, one behind the other; else as {@link #read}. */
  public static List<Document> readAll(String text) {
    return new EdnParser(text, EdnPlace.START, new Keywords()).forms();
  }
}
