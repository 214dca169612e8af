package dev.crossfade.core.plan;

import dev.crossfade.core.plan.ColumnPlan.Offer;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.EvidenceText;
import dev.crossfade.core.shape.Form;
import dev.crossfade.core.shape.TimestampForm;
import dev.crossfade.core.value.Tag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Finds the other conversions that every value seen would bear. */
final class Offers {
  /** So many values make an enumeration worth naming. */
  private static final int ENUMERATION = 20;

  private static final Map<Kind, Form> MEANINGS = meanings();

  private Offers() {}

  static List<Offer> of(ColumnShape column, Conversion chosen) {
    Evidence evidence = column.evidence();
    List<Offer> offers = new ArrayList<>();
    if (evidence.values() == 0) {
      return offers;
    }
    MEANINGS.forEach(
        (kind, form) -> {
          if (evidence.form(form.name()) == evidence.values()) {
            offers.add(new Offer(Conversion.of(kind), EvidenceText.count(evidence, form.name())));
          }
        });
    timestamps(evidence, offers);
    plain(evidence, chosen, offers);
    offers.removeIf(offer -> offer.conversion().equals(chosen));
    return List.copyOf(offers);
  }

  private static Map<Kind, Form> meanings() {
    Map<Kind, Form> meanings = new EnumMap<>(Kind.class);
    meanings.put(Kind.INTEGER_FLAG, Form.ZERO_ONE);
    meanings.put(Kind.EPOCH_SECONDS, Form.EPOCH_SECONDS);
    meanings.put(Kind.EPOCH_MILLIS, Form.EPOCH_MILLIS);
    meanings.put(Kind.JULIAN_DAY, Form.JULIAN_DAY);
    meanings.put(Kind.TEXT_INTEGER, Form.TEXT_INTEGER);
    meanings.put(Kind.TEXT_DOUBLE, Form.TEXT_DOUBLE);
    meanings.put(Kind.TEXT_DECIMAL, Form.TEXT_DECIMAL);
    meanings.put(Kind.TEXT_T_F, Form.TEXT_T_F);
    meanings.put(Kind.TEXT_Y_N, Form.TEXT_Y_N);
    meanings.put(Kind.TEXT_TRUE_FALSE, Form.TEXT_TRUE_FALSE);
    meanings.put(Kind.TEXT_DATE, Form.TEXT_DATE);
    meanings.put(Kind.TEXT_UUID, Form.TEXT_UUID);
    meanings.put(Kind.BYTES_UUID, Form.BYTES_UUID);
    meanings.put(Kind.TEXT_JSONB, Form.TEXT_JSON);
    return meanings;
  }

  private static void timestamps(Evidence evidence, List<Offer> offers) {
    Conversion conversion = TextRules.timestamps(evidence);
    if (conversion == null || conversion.timestamps() == null) {
      return;
    }
    TimestampForm form = conversion.timestamps();
    String count = EvidenceText.count(evidence, TimestampForm.EVIDENCE_PREFIX + form.id());
    offers.add(new Offer(conversion, count));
    if (form.zone() == TimestampForm.Zone.NONE) {
      offers.add(new Offer(new Conversion(Kind.TEXT_TIMESTAMP, form), count));
    }
  }

  private static void plain(Evidence evidence, Conversion chosen, List<Offer> offers) {
    long texts = evidence.kind(Tag.TEXT.name());
    boolean allText = texts == evidence.values();
    if (evidence.nulCharacters() > 0 || evidence.kind(Tag.MALFORMED.name()) > 0) {
      offer(Kind.TEXT_ESCAPED, "writes U+0000 as \\0 and \\ as \\\\", evidence, offers);
      offer(Kind.TEXT_BYTES, "keeps the bytes", evidence, offers);
    } else if (allText) {
      offer(Kind.TEXT_JSON, "keeps the letter of the JSON", evidence, offers);
      offer(Kind.TEXT, enumeration(evidence), evidence, offers);
    }
    offer(Kind.INTEGER, "as in the source", evidence, offers);
    offer(Kind.DOUBLE, "as in the source", evidence, offers);
    if (evidence.kind(Tag.NUMBER.name()) > 0 || chosen.kind() == Kind.NUMBER_DECIMAL) {
      offer(Kind.NUMBER_DECIMAL, "keeps every digit", evidence, offers);
      offer(Kind.NUMBER_DOUBLE, "each comes back from a double", evidence, offers);
    }
    if (evidence.kinds().size() > 1) {
      offer(Kind.MIXED_JSON, "keeps each kind apart", evidence, offers);
    }
  }

  private static String enumeration(Evidence evidence) {
    boolean few = evidence.distinct() <= ENUMERATION && evidence.values() >= 100;
    return few ? EvidenceText.number(evidence.distinct()) + " distinct values" : "as in the source";
  }

  private static void offer(Kind kind, String why, Evidence evidence, List<Offer> offers) {
    Conversion conversion = Conversion.of(kind);
    if (Fit.all(conversion, evidence)) {
      offers.add(new Offer(conversion, why));
    }
  }
}
