package dev.crossfade.config;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.ColumnPlan.Misfit;
import dev.crossfade.core.plan.ColumnPlan.Offer;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.EvidenceText;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.shape.TimestampForm;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a plan line by line, so that a change of one column changes the lines of one column. */
final class PlanWriter {
  private static final String HEAD = "plan-head.txt";

  private final Map<String, CollectionShape> shapes = new HashMap<>();
  private final StringBuilder out = new StringBuilder();

  PlanWriter(@Nullable SourceShape shape) {
    if (shape != null) {
      shape.collections().forEach(collection -> shapes.put(collection.name(), collection));
    }
  }

  /** What was written, without the lines that explain the keys. */
  static String withoutHead(String written) {
    return written.substring(Resources.text(HEAD).length());
  }

  String write(Plan plan) {
    out.append(Resources.text(HEAD));
    line(0, "version: " + Plan.VERSION);
    text(0, "source", plan.source());
    if (!plan.reading().isEmpty()) {
      line(0, "reading:");
      plan.reading().forEach((setting, value) -> text(2, setting, value));
    }
    if (plan.collections().isEmpty()) {
      line(0, "tables: []");
      return out.toString();
    }
    line(0, "tables:");
    for (CollectionPlan collection : plan.collections()) {
      out.append('\n');
      comments(shapes.get(collection.source()));
      collection(collection);
    }
    return out.toString();
  }

  private void comments(@Nullable CollectionShape shape) {
    if (shape == null) {
      return;
    }
    line(2, "# " + EvidenceText.counted(shape.rows(), "row"));
    for (Problem problem : shape.problems()) {
      String code = problem.code().code();
      line(2, "# " + code + " " + YamlText.comment(problem.subject() + ": " + problem.text()));
    }
  }

  private void collection(CollectionPlan plan) {
    line(2, "- source: " + YamlText.of(plan.source()));
    text(4, "target", plan.target());
    optional(4, "skip", plan.skip());
    optional(4, "where", plan.where());
    line(4, "key: " + YamlText.of(plan.key()));
    CollectionPlan.Parent parent = plan.parent();
    if (parent != null) {
      line(4, "parent:");
      text(6, "table", parent.table());
      line(6, "columns: " + YamlText.of(parent.columns()));
      line(6, "parentColumns: " + YamlText.of(parent.parentColumns()));
    }
    if (plan.columns().isEmpty()) {
      line(4, "columns: []");
      return;
    }
    line(4, "columns:");
    plan.columns().forEach(this::column);
  }

  private void column(ColumnPlan plan) {
    line(6, "- source: " + YamlText.of(plan.source()));
    if (!plan.target().equals(plan.source())) {
      text(8, "target", plan.target());
    }
    conversion(8, plan.conversion(), true);
    if (!plan.nullable()) {
      line(8, "nullable: false");
    }
    if (plan.misfit() != Misfit.REJECT) {
      line(8, "misfit: " + YamlMap.word(plan.misfit()));
    }
    if (!plan.reason().isEmpty()) {
      text(8, "reason", plan.reason());
    }
    if (!plan.offers().isEmpty()) {
      line(8, "offers:");
      plan.offers().forEach(this::offer);
    }
  }

  private void offer(Offer offer) {
    StringBuilder line = new StringBuilder("- {conversion: ").append(offer.conversion().kind());
    TimestampForm form = offer.conversion().timestamps();
    if (form != null) {
      line.append(", timestamps: ").append(YamlText.of(form.id()));
    }
    line.append(", evidence: ").append(YamlText.of(offer.evidence())).append('}');
    line(10, line.toString());
  }

  private void conversion(int indent, Conversion conversion, boolean type) {
    String comment = type ? " # " + conversion.type() : "";
    line(indent, "conversion: " + conversion.kind() + comment);
    TimestampForm form = conversion.timestamps();
    if (form != null) {
      line(indent, "timestamps: " + YamlText.of(form.id()) + " # " + form.pattern());
    }
  }

  private void optional(int indent, String key, @Nullable String value) {
    if (value != null) {
      text(indent, key, value);
    }
  }

  private void text(int indent, String key, String value) {
    line(indent, key + ": " + YamlText.of(value));
  }

  private void line(int indent, String text) {
    out.append(" ".repeat(indent)).append(text).append('\n');
  }
}
