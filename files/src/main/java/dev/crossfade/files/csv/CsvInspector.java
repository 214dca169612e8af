package dev.crossfade.files.csv;

import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.value.Digest;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.files.io.FileDigest;
import dev.crossfade.files.io.InspectOptions;
import dev.crossfade.files.io.RejectCount;
import dev.crossfade.files.io.Rejects;
import dev.crossfade.files.io.RowReader;
import dev.crossfade.files.io.Tally;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** Reads a CSV file through and says what its columns hold. */
public final class CsvInspector {
  private static final int BATCH_ROWS = 1000;

  private CsvInspector() {}

  /**
   * Inspects a file.
   *
   * @param name the collection's name
   * @param isKeyName whether a column of a name (first) may be the key of a collection (second)
   */
  public static CollectionShape inspect(
      CsvFile file, String name, InspectOptions options, BiPredicate<String, String> isKeyName) {
    List<String> columns = file.columns();
    int[] candidates =
        IntStream.range(0, columns.size())
            .filter(i -> isKeyName.test(columns.get(i), name))
            .toArray();
    RejectCount rejected = new RejectCount();
    MessageDigest digest = FileDigest.start();
    try (Tally tally = new Tally(columns.size(), candidates);
        RowReader reader =
            file.open(
                new CsvFile.Wanted(columns, null),
                null,
                new Rejects(name, rejected),
                options.recordLimit(),
                digest)) {
      boolean all = read(reader, tally, name, options);
      List<ColumnShape> shapes = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        shapes.add(new ColumnShape(columns.get(i), "", false, null, false, tally.evidence(i)));
      }
      List<Problem> problems = new ArrayList<>(file.problems());
      problems.addAll(rejected.problems(name));
      return new CollectionShape(
          name,
          shapes,
          key(columns, candidates, tally),
          null,
          tally.rows(),
          rejected.total(),
          all ? FileDigest.end(digest, tally.rows()) : Digest.EMPTY,
          problems,
          "csv");
    }
  }

  private static boolean read(RowReader reader, Tally tally, String name, InspectOptions options) {
    RowBatch batch = new RowBatch(1 << 16);
    boolean more = true;
    while (more) {
      batch.clear();
      while (more && batch.rows() < BATCH_ROWS && batch.size() < 1 << 16) {
        if (options.enough(tally.rows() + batch.rows())) {
          tally.add(batch);
          return false;
        }
        more = reader.read(batch);
      }
      tally.add(batch);
      options.progress(name, tally.rows());
    }
    return true;
  }

  private static List<String> key(List<String> columns, int[] candidates, Tally tally) {
    for (int candidate : candidates) {
      if (tally.isKey(candidate)) {
        return List.of(columns.get(candidate));
      }
    }
    return List.of();
  }
}
