package dev.crossfade.files;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.ops.Events;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.Position;
import dev.crossfade.core.store.RejectSink;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.core.store.Source;
import dev.crossfade.files.io.InspectOptions;
import dev.crossfade.files.where.Condition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JSON, JSONL, EDN or CSV file, or a folder of them, each also packed by gzip. Files are not
 * locked: one that changes while it is open is found by its size and time and ends the scan with
 * {@code CF-2214}. Safe for several threads; a scan belongs to one.
 */
public final class FilesSource implements Source {
  private static final int MOST_SCANS = 4;

  private final Path path;
  private final FilesOptions options;
  private final FolderLayout layout;

  private FilesSource(Path path, FilesOptions options, Set<String> known) {
    this.path = path;
    this.options = options;
    layout = new FolderLayout(path, options.csv(), known);
  }

  /** Opens a file or folder; looks at the start of each file. */
  public static FilesSource open(Path path) {
    return open(path, FilesOptions.standard());
  }

  /** Opens a file or folder with options. */
  public static FilesSource open(Path path, FilesOptions options) {
    return new FilesSource(path, options, Set.of());
  }

  /**
   * Opens a file or folder that was looked at before.
   *
   * @param known names of its collections: a folder of documents that has such a name stays one
   *     collection, however many of them are left and whatever is in them
   */
  static FilesSource open(Path path, FilesOptions options, Set<String> known) {
    return new FilesSource(path, options, known);
  }

  @Override
  public SourceShape inspect(long sampleRows, Events events) {
    InspectOptions inspect = new InspectOptions(sampleRows, options.recordLimit(), events);
    List<CollectionShape> shapes = new ArrayList<>();
    layout
        .collections()
        .forEach((name, collection) -> shapes.addAll(collection.inspect(name, inspect)));
    return new SourceShape(
        path.toString(), format(), shapes, List.copyOf(layout.problems()), sampleRows > 0);
  }

  private String format() {
    return layout.collections().size() == 1
        ? layout.collections().values().iterator().next().format()
        : "folder";
  }

  @Override
  public Map<String, String> reading() {
    return options.csv().reading();
  }

  @Override
  public Plan resolve(Plan plan) {
    return PlanConditions.resolve(
        plan,
        new PlanConditions.Place() {
          @Override
          public List<String> chain(String source) {
            return name(source).chain();
          }

          @Override
          public void check(String source, Condition where) {
            FileCollection collection = layout.collections().get(name(source).root());
            if (collection != null) {
              collection.check(where);
            }
          }
        });
  }

  @Override
  public SourceShape extend(SourceShape shape, Plan plan, Events events) {
    return new ShapeExtension(layout, new InspectOptions(0, options.recordLimit(), events))
        .extend(shape, plan);
  }

  @Override
  public RowScan scan(CollectionPlan plan, Position after, RejectSink rejects) {
    CollectionName name = name(plan.source());
    FileCollection collection = layout.collections().get(name.root());
    if (collection == null) {
      throw new CrossfadeException(ErrorCode.CF_2215, plan.source());
    }
    return new FilesScan(
        collection,
        plan,
        name.arrays(),
        after,
        new FilesScan.ScanOptions(rejects, options.recordLimit()));
  }

  private CollectionName name(String source) {
    return CollectionName.of(source, layout.collections().keySet());
  }

  @Override
  public boolean scansInKeyOrder(CollectionPlan plan) {
    return false;
  }

  @Override
  public RowScan scanRange(CollectionPlan plan, KeyRange range) {
    throw new CrossfadeException(ErrorCode.CF_9001, "files have no order of keys");
  }

  @Override
  public int concurrentScans() {
    return Math.max(1, Math.min(MOST_SCANS, Runtime.getRuntime().availableProcessors()));
  }

  @Override
  public void close() {
    // Files are open only while they are read.
  }
}
