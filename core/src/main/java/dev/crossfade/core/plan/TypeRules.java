package dev.crossfade.core.plan;

import dev.crossfade.core.plan.ColumnPlan.Misfit;
import dev.crossfade.core.plan.Conversion.Kind;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Evidence;
import dev.crossfade.core.shape.EvidenceText;
import dev.crossfade.core.shape.Form;
import dev.crossfade.core.value.Tag;

/**
 * Chooses what a column becomes, from its declared type, its default, its name and the evidence. A
 * column is retyped only when every value seen comes back equal; what is lossless but a matter of
 * taste is offered instead of applied.
 */
public final class TypeRules {
  /** What bears values without giving them a meaning. */
  private static final Kind[] NARROW_TO_WIDE = {
    Kind.INTEGER,
    Kind.DOUBLE,
    Kind.BOOLEAN,
    Kind.INTEGER_DOUBLE,
    Kind.NUMBER_DOUBLE,
    Kind.NUMBER_DECIMAL,
    Kind.TEXT,
    Kind.BYTES,
    Kind.JSONB,
    Kind.JSON
  };

  private TypeRules() {}

  /**
   * The plan of a column.
   *
   * @param column the column and its evidence
   * @param format {@code sqlite}, {@code json}, {@code jsonl} or {@code csv}
   * @param target name in PostgreSQL
   * @param key whether it belongs to the key: then values stay one to one and, where the source
   *     delivers rows in the key's order, in order
   */
  public static ColumnPlan choose(ColumnShape column, String format, String target, boolean key) {
    Choice choice = choice(column, format);
    if (key && !bearsKey(choice.conversion(), format)) {
      choice = plain(column, "kept as it is, for it belongs to the key");
    }
    return plan(column, target, choice, key);
  }

  /**
   * The plan of a column without retyping: integers stay integers, text stays text.
   *
   * @param why the reason given
   */
  public static ColumnPlan choosePlain(ColumnShape column, String target, boolean key, String why) {
    return plan(column, target, plain(column, why), key);
  }

  private static ColumnPlan plan(ColumnShape column, String target, Choice choice, boolean key) {
    Evidence evidence = column.evidence();
    boolean nulls = evidence.nulls() + evidence.absent() > 0;
    String seen = EvidenceText.of(evidence);
    return new ColumnPlan(
        column.source(),
        target,
        choice.conversion(),
        nulls || !(column.notNull() || key),
        Misfit.REJECT,
        choice.why().isEmpty() ? seen : seen + ": " + choice.why(),
        Offers.of(column, choice.conversion()));
  }

  private static boolean bearsKey(Conversion conversion, String format) {
    boolean oneToOne = !conversion.kind().comparesJsonData();
    return oneToOne && (conversion.ordered() || !format.equals("sqlite"));
  }

  private static Choice choice(ColumnShape column, String format) {
    Evidence evidence = column.evidence();
    if (evidence.values() == 0) {
      return EmptyRules.choice(column, format);
    }
    if (only(evidence, Tag.INTEGER)) {
      return integers(column);
    }
    if (only(evidence, Tag.TEXT)) {
      return format.equals("csv") ? TextRules.untyped(column) : TextRules.typed(column);
    }
    return plain(column, "");
  }

  private static Choice integers(ColumnShape column) {
    String flag = NameHints.flag(column);
    if (!flag.isEmpty() && Fit.all(Conversion.of(Kind.INTEGER_FLAG), column.evidence())) {
      return Choice.of(Kind.INTEGER_FLAG, flag);
    }
    if (NameHints.decimal(column)) {
      return Choice.of(Kind.NUMBER_DECIMAL, "declared " + column.declaredType());
    }
    return Choice.of(Kind.INTEGER, "");
  }

  private static Choice plain(ColumnShape column, String why) {
    Evidence evidence = column.evidence();
    if (evidence.values() == 0) {
      return EmptyRules.plain(column, why);
    }
    for (Kind kind : NARROW_TO_WIDE) {
      // SQLite stores 7.0 as the integer 7 there: the first round price would not fit any more.
      boolean narrow = kind == Kind.DOUBLE && NameHints.decimal(column);
      if (!narrow && Fit.all(Conversion.of(kind), evidence)) {
        return Choice.of(kind, why.isEmpty() ? note(kind, evidence) : why);
      }
    }
    return TextRules.isTextWithAccidents(evidence)
        ? TextRules.rejecting(evidence)
        : mixed(evidence);
  }

  private static String note(Kind kind, Evidence evidence) {
    return switch (kind) {
      case INTEGER_DOUBLE, NUMBER_DOUBLE -> "each comes back from a double";
      case NUMBER_DECIMAL -> "numeric keeps every digit";
      case JSON -> EvidenceText.count(evidence, Form.JSON_UNSAFE.name());
      case TEXT_BYTES -> "text that is no valid UTF-8 is kept as its bytes";
      case MIXED_TEXT -> "mixed, no text looks like a number";
      case MIXED_JSON -> "mixed, only JSON keeps each apart";
      default -> "";
    };
  }

  private static boolean only(Evidence evidence, Tag tag) {
    return evidence.kind(tag.name()) == evidence.values();
  }

  /** The rule for values of several kinds, and for malformed text. */
  private static Choice mixed(Evidence evidence) {
    Kind kind = Widening.mixed(evidence);
    return Choice.of(kind, note(kind, evidence));
  }
}
