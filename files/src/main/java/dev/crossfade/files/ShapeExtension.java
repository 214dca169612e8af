package dev.crossfade.files;

import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.value.Digest;
import dev.crossfade.files.io.InspectOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Adds to a shape what a plan takes out of the files otherwise than inspection did. */
final class ShapeExtension {
  private final FolderLayout layout;
  private final InspectOptions options;

  ShapeExtension(FolderLayout layout, InspectOptions options) {
    this.layout = layout;
    this.options = options;
  }

  SourceShape extend(SourceShape shape, Plan plan) {
    List<CollectionShape> shapes = new ArrayList<>(shape.collections());
    for (CollectionPlan collection : plan.moved()) {
      extend(shapes, collection);
    }
    return new SourceShape(
        shape.location(), shape.format(), shapes, shape.problems(), shape.sampled());
  }

  private void extend(List<CollectionShape> shapes, CollectionPlan plan) {
    CollectionName name = CollectionName.of(plan.source(), layout.collections().keySet());
    FileCollection files = layout.collections().get(name.root());
    if (files == null) {
      return;
    }
    for (int i = 0; i < shapes.size(); i++) {
      if (shapes.get(i).name().equals(plan.source())) {
        List<String> missing = missing(shapes.get(i), plan);
        if (!missing.isEmpty()) {
          shapes.set(i, files.extend(shapes.get(i), name.arrays(), missing, options));
        }
        return;
      }
    }
    CollectionShape nothing =
        new CollectionShape(
            plan.source(), List.of(), List.of(), null, 0, 0, Digest.EMPTY, List.of());
    CollectionShape found = files.extend(nothing, name.arrays(), missing(nothing, plan), options);
    if (found.rows() > 0) {
      shapes.add(found);
    }
  }

  private static List<String> missing(CollectionShape shape, CollectionPlan plan) {
    Set<String> known = new HashSet<>();
    shape.columns().stream().map(ColumnShape::source).forEach(known::add);
    return plan.columns().stream().map(ColumnPlan::source).filter(known::add).toList();
  }
}
