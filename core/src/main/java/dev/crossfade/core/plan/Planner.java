package dev.crossfade.core.plan;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.CollectionShape.ParentLink;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.EvidenceText;
import dev.crossfade.core.shape.SourceShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the default plan of a source. The same shape gives the same plan. */
public final class Planner {
  private static final String NO_COLUMNS = "it has no columns";

  private final SourceShape shape;
  private final PlanOptions options;
  private final Consumer<String> notes;
  private final Map<String, String> tables;
  private final Map<String, CollectionShape> shapes = new LinkedHashMap<>();
  private final Map<String, String> skipped = new HashMap<>();
  private final Map<String, Map<String, String>> columns = new HashMap<>();

  private Planner(SourceShape shape, PlanOptions options, Consumer<String> notes) {
    this.shape = shape;
    this.options = options;
    this.notes = notes;
    List<String> names = new ArrayList<>();
    for (CollectionShape collection : shape.collections()) {
      names.add(collection.name());
      shapes.put(collection.name(), collection);
    }
    tables = TargetNames.ofTables(names, dotted());
  }

  /**
   * The plan of a source.
   *
   * @param shape what the source looks like
   * @param options what the user chose
   * @param notes takes one sentence for each thing that is not as in the source: a name changed, a
   *     key or a parent dropped
   * @throws CrossfadeException CF-1003 when a pattern matches no collection
   */
  public static Plan plan(SourceShape shape, PlanOptions options, Consumer<String> notes) {
    return new Planner(shape, options, notes).plan();
  }

  private boolean dotted() {
    return !shape.format().equals("sqlite");
  }

  private Plan plan() {
    refuseIdlePatterns(options.tables());
    refuseIdlePatterns(options.exclude());
    for (CollectionShape collection : shape.collections()) {
      String reason = skip(collection);
      if (reason != null) {
        skipped.put(collection.name(), reason);
        noteFieldless(collection, reason);
      }
      List<String> names = collection.columns().stream().map(ColumnShape::source).toList();
      columns.put(
          collection.name(),
          dotted() ? TargetNames.ofFields(names, collection.name()) : TargetNames.ofColumns(names));
    }
    List<CollectionPlan> plans = new ArrayList<>();
    for (CollectionShape collection : shape.collections()) {
      plans.add(collection(collection));
    }
    return new Plan(shape.location(), Links.unify(plans, shapes, options.links(), notes));
  }

  private void refuseIdlePatterns(List<String> globs) {
    for (String glob : globs) {
      if (shapes.keySet().stream().noneMatch(name -> Globs.matches(glob, name))) {
        throw new CrossfadeException(
            ErrorCode.CF_1003, "'" + glob + "' matches no table of " + shape.location());
      }
    }
  }

  /** Records without any field vanish with the table that cannot be made for them. */
  private void noteFieldless(CollectionShape collection, String reason) {
    if (reason.equals(NO_COLUMNS) && collection.rows() > 0) {
      String rows = EvidenceText.counted(collection.rows(), "record");
      notes.accept("'" + collection.name() + "' is left out: " + rows + " without any field");
    }
  }

  /** Why a collection is left out, or null. */
  private @Nullable String skip(CollectionShape collection) {
    String excluded = Globs.firstMatch(options.exclude(), collection.name());
    if (excluded != null) {
      return "excluded by '" + excluded + "'";
    }
    if (collection.columns().isEmpty()) {
      return NO_COLUMNS;
    }
    ParentLink link = collection.parent();
    CollectionShape parent = link == null ? null : shapes.get(link.collection());
    if (parent != null && skip(parent) != null) {
      return "its parent '" + parent.name() + "' is left out";
    }
    boolean chosen =
        options.tables().isEmpty()
            || parent != null
            || Globs.firstMatch(options.tables(), collection.name()) != null;
    return chosen ? null : "not among the tables chosen";
  }

  private CollectionPlan collection(CollectionShape collection) {
    String table = tables.getOrDefault(collection.name(), collection.name());
    Map<String, String> targets = columns.getOrDefault(collection.name(), Map.of());
    noteChange(collection, collection.name(), table);
    List<String> key = key(collection);
    String format = collection.format().isEmpty() ? shape.format() : collection.format();
    List<ColumnPlan> plans = new ArrayList<>();
    for (ColumnShape column : collection.columns()) {
      if (column.generated()) {
        continue;
      }
      String target = targets.getOrDefault(column.source(), column.source());
      noteChange(
          collection, collection.name() + "." + column.source(), collection.name() + "." + target);
      plans.add(TypeRules.choose(column, format, target, key.contains(column.source())));
    }
    return new CollectionPlan(
        collection.name(),
        table,
        skipped.get(collection.name()),
        null,
        renamed(key, targets),
        List.copyOf(plans),
        parent(collection, targets));
  }

  private void noteChange(CollectionShape collection, String source, String target) {
    if (!source.equals(target)) {
      note(collection, "'" + source + "' is named '" + target + "' in the target");
    }
  }

  /** Of what is left out nobody need know how it would have been moved. */
  private void note(CollectionShape collection, String text) {
    if (!skipped.containsKey(collection.name())) {
      notes.accept(text);
    }
  }

  /** The key, or none where its columns hold null, which a primary key cannot. */
  private List<String> key(CollectionShape collection) {
    ColumnShape hole = hole(collection);
    if (hole == null) {
      return collection.key();
    }
    long nulls = hole.evidence().nulls() + hole.evidence().absent();
    note(
        collection,
        "the key of '"
            + collection.name()
            + "' is left out, for '"
            + hole.source()
            + "' is null in "
            + EvidenceText.counted(nulls, "row"));
    return List.of();
  }

  /** A column of the key that holds null, or null. */
  private static @Nullable ColumnShape hole(CollectionShape collection) {
    for (ColumnShape column : collection.columns()) {
      boolean nulls = column.evidence().nulls() + column.evidence().absent() > 0;
      if (nulls && collection.key().contains(column.source())) {
        return column;
      }
    }
    return null;
  }

  private CollectionPlan.@Nullable Parent parent(
      CollectionShape collection, Map<String, String> targets) {
    ParentLink link = collection.parent();
    if (link == null) {
      return null;
    }
    CollectionShape other = shapes.get(link.collection());
    if (other == null || hole(other) != null || !other.key().equals(link.parentColumns())) {
      note(
          collection,
          "'" + collection.name() + "' has no foreign key to '" + link.collection() + "'");
      return null;
    }
    return new CollectionPlan.Parent(
        tables.getOrDefault(link.collection(), link.collection()),
        renamed(link.columns(), targets),
        renamed(link.parentColumns(), columns.getOrDefault(link.collection(), Map.of())));
  }

  private static List<String> renamed(List<String> names, Map<String, String> targets) {
    return names.stream().map(name -> targets.getOrDefault(name, name)).toList();
  }
}
