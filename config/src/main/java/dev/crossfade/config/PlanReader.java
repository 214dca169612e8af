package dev.crossfade.config;

import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.ColumnPlan.Misfit;
import dev.crossfade.core.plan.ColumnPlan.Offer;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.TimestampForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PlanWriter} or a person wrote. */
final class PlanReader {
  private final YamlFile file;

  private PlanReader(YamlFile file) {
    this.file = file;
  }

  static Plan read(String text, String fileName) {
    YamlFile file = file(fileName);
    return new PlanReader(file).plan(YamlParser.parse(text, file));
  }

  static List<Plan> readAll(String text, String fileName) {
    YamlFile file = file(fileName);
    PlanReader reader = new PlanReader(file);
    return YamlParser.parseAll(text, file).stream().map(reader::plan).toList();
  }

  private static YamlFile file(String name) {
    return new YamlFile(
        name, ErrorCode.CF_4020, ErrorCode.CF_4021, ErrorCode.CF_4022, ErrorCode.CF_4023);
  }

  private Plan plan(YamlNode node) {
    YamlMap map = YamlMap.of(node, "", file, PlanKeys.PLAN);
    version(map);
    List<CollectionPlan> tables = new ArrayList<>();
    List<YamlNode> items = map.requiredList("tables");
    for (int i = 0; i < items.size(); i++) {
      tables.add(table(items.get(i), "tables[" + i + "]"));
    }
    return new Plan(map.text("source"), reading(map), List.copyOf(tables));
  }

  private Map<String, String> reading(YamlMap plan) {
    Map<String, String> reading = new LinkedHashMap<>();
    YamlNode node = plan.get("reading");
    if (node == null) {
      return reading;
    }
    YamlMap map = YamlMap.of(node, "reading", file, PlanKeys.READING);
    for (String key : PlanKeys.READING) {
      String value = map.textOrNull(key);
      if (value != null) {
        reading.put(key, value);
      }
    }
    return reading;
  }

  private void version(YamlMap map) {
    String version = map.text("version");
    if (!version.equals(String.valueOf(Plan.VERSION))) {
      YamlNode value = map.node().values.get("version");
      throw file.error(
          ErrorCode.CF_4024,
          value == null ? 1 : value.line,
          value == null ? 1 : value.column,
          "expected " + Plan.VERSION + " but was '" + version + "' at version");
    }
  }

  private CollectionPlan table(YamlNode node, String path) {
    YamlMap map = YamlMap.of(node, path, file, PlanKeys.TABLE);
    String source = map.text("source");
    List<ColumnPlan> columns = new ArrayList<>();
    String skip = skip(map);
    List<YamlNode> items = skip == null ? map.requiredList("columns") : map.list("columns");
    for (int i = 0; i < items.size(); i++) {
      columns.add(column(items.get(i), path + ".columns[" + i + "]"));
    }
    return new CollectionPlan(
        source,
        map.textOr("target", source),
        skip,
        map.textOrNull("where"),
        map.texts("key"),
        List.copyOf(columns),
        parent(map));
  }

  /** A reason; {@code true} and {@code false} are understood too. */
  private @Nullable String skip(YamlMap map) {
    YamlNode value = map.get("skip");
    if (value != null && value.plain && value.text.equals("false")) {
      return null;
    }
    boolean yes = value != null && value.plain && value.text.equals("true");
    return yes ? "skipped by the plan" : map.textOrNull("skip");
  }

  private CollectionPlan.@Nullable Parent parent(YamlMap table) {
    YamlNode node = table.get("parent");
    if (node == null) {
      return null;
    }
    YamlMap map = YamlMap.of(node, table.pathOf("parent"), file, PlanKeys.PARENT);
    return new CollectionPlan.Parent(
        map.text("table"), map.texts("columns"), map.texts("parentColumns"));
  }

  private ColumnPlan column(YamlNode node, String path) {
    YamlMap map = YamlMap.of(node, path, file, PlanKeys.COLUMN);
    String source = map.text("source");
    List<Offer> offers = new ArrayList<>();
    List<YamlNode> items = map.list("offers");
    for (int i = 0; i < items.size(); i++) {
      String place = path + ".offers[" + i + "]";
      YamlMap offer = YamlMap.of(items.get(i), place, file, PlanKeys.OFFER);
      offers.add(new Offer(conversion(offer), offer.textOr("evidence", "")));
    }
    boolean misfit = map.get("misfit") != null;
    return new ColumnPlan(
        source,
        map.textOr("target", source),
        conversion(map),
        map.flagOr("nullable", true),
        misfit ? map.word("misfit", Misfit.class, true) : Misfit.REJECT,
        map.textOr("reason", ""),
        List.copyOf(offers));
  }

  private Conversion conversion(YamlMap map) {
    Conversion.Kind kind = map.word("conversion", Conversion.Kind.class, false);
    YamlNode node = map.get("timestamps");
    if (node == null) {
      if (kind.needsTimestampForm()) {
        throw file.error(
            file.missing(),
            map.node().line,
            map.node().column,
            "expected the key 'timestamps', for " + kind + " needs it, at " + map.path());
      }
      return Conversion.of(kind);
    }
    if (!kind.needsTimestampForm()) {
      throw file.expected("no timestamps, for " + kind + " has none,", node, map.path());
    }
    TimestampForm form = TimestampForm.ofId(map.text("timestamps"));
    if (form == null || !form.id().equals(map.text("timestamps"))) {
      throw file.expected(
          "a form such as 'space,none,none' or 't,digits_3,z'", node, map.pathOf("timestamps"));
    }
    return new Conversion(kind, form);
  }
}
