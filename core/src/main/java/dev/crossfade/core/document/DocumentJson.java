package dev.crossfade.core.document;

import dev.crossfade.core.error.CrossfadeException;
import org.jspecify.annotations.Nullable;

/**
 * A document as one JSON text, without loss, pleasant to query in {@code jsonb}. This is version 1
 * of a durable format:
 *
 * <pre>
 * nil, boolean           null, true, false
 * 64-bit integer         number without point and exponent
 * double                 number with a point and without exponent: 1.0  0.25
 *   of size below 1e-6 or from 1e18 on, minus zero, infinite or not a number
 *                        {"~double": "1E+30"}  "-0.0"  "Infinity"  "-Infinity"  "NaN"
 * big integer            {"~bigint": "1"}
 * decimal                {"~decimal": "1.50"}            as BigDecimal prints it: the scale is kept
 * ratio                  {"~ratio": "1/3"}
 * text                   string; one that begins with : or ~ gets a ~ before it
 *   with U+0000 or a lone surrogate, which jsonb refuses
 *                        {"~text": "a\\u0000b"}          these as \\uXXXX, a backslash as two
 * character              {"~char": "a"}                  U+0000 and surrogates likewise
 * keyword                ":name", ":namespace/name"
 * symbol                 {"~symbol": "namespace/name"}
 * moment                 {"~inst": "2026-01-01T00:00:00.123456789Z"}
 *                                                        UTC; seconds have 0, 3, 6 or 9 decimals
 * uuid                   {"~uuid": "…"}                  in lower case
 * vector                 array
 * list, set              {"~list": […]}, {"~set": […]}
 * map                    object, if all its keys are keywords, or text without U+0000 and lone
 *                        surrogates: the names are those of the values above
 *   with other keys      {"~map": [[key, value], …]}
 * tagged value           {"~tag": ["namespace/name", value]}
 * value with metadata    {"~meta": [map, value]}
 * </pre>
 *
 * What jsonb changes (the order of an object's members, white space, escapes) does not count:
 * {@link #decode} of what jsonb prints is equal to what was encoded. Every document has one
 * encoding, up to that and the order of sets and maps. A later version may add kinds; what stands
 * here stays.
 */
public final class DocumentJson {
  private DocumentJson() {}

  /**
   * The JSON text of a document.
   *
   * @throws CrossfadeException CF-2207 when its JSON is nested more than {@link
   *     Document#MOST_DEPTH} deep, which PostgreSQL would refuse or suffer from; CF-2209 when a
   *     number has more digits than {@link DocumentLimits} allow
   */
  public static String encode(Document document) {
    StringBuilder out = new StringBuilder();
    encode(document, out);
    return out.toString();
  }

  /** Appends the JSON text of a document, else as {@link #encode(Document)}. */
  public static void encode(Document document, StringBuilder out) {
    new JsonEncoder(out).value(document, 0);
  }

  /**
   * The name that a key has in an object.
   *
   * @return null when an object cannot have that key
   */
  public static @Nullable String name(Document key) {
    return JsonEncoder.name(key);
  }

  /**
   * The document of a JSON text that {@link #encode(Document)} wrote, also after jsonb reprinted
   * it.
   *
   * @throws CrossfadeException CF-2202, CF-2204, CF-2207 or CF-2209 when the text is no JSON, as in
   *     {@link PlainJson#read}; CF-2243 when it is JSON but not in this encoding
   */
  public static Document decode(String json) {
    return JsonDecoder.value(JsonParser.parse(json));
  }
}
