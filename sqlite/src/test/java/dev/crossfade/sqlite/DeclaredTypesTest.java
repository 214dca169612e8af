package dev.crossfade.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.ops.Events;
import dev.crossfade.core.shape.ColumnShape;
import dev.crossfade.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The golden table: the same odd values put into a column of every declared type. */
class DeclaredTypesTest {
  private static final Value ONE = new Value.Int(1);
  private static final Value ONE_REAL = new Value.Real(1);
  private static final Value HALF = new Value.Real(0.5);
  private static final Value BLOB = new Value.Bytes(new byte[] {'1'}, false);
  private static final Value LARGEST = new Value.Int(Long.MAX_VALUE);

  private static final String VALUES = "(1), ('1'), (0.5), ('x'), (x'31'), (9223372036854775807)";
  private static final List<Value> INTEGER =
      List.of(ONE, ONE, HALF, new Value.Text("x"), BLOB, LARGEST);
  private static final List<Value> REAL =
      List.of(ONE_REAL, ONE_REAL, HALF, new Value.Text("x"), BLOB, new Value.Real(0x1p63));
  private static final List<Value> TEXT =
      List.of(
          new Value.Text("1"),
          new Value.Text("1"),
          new Value.Text("0.5"),
          new Value.Text("x"),
          BLOB,
          new Value.Text("9223372036854775807"));
  private static final List<Value> NONE =
      List.of(ONE, new Value.Text("1"), HALF, new Value.Text("x"), BLOB, LARGEST);

  @TempDir Path directory;

  private record Declared(String type, List<Value> values) {}

  private static List<Declared> declared() {
    List<Declared> all = new ArrayList<>();
    for (String type :
        List.of(
            "INTEGER",
            "int(5)",
            "TINYINT",
            "UNSIGNED BIG INT",
            "INT8",
            "FLOATING POINT", // holds INT, which counts before FLOA
            "NUMERIC",
            "DECIMAL(10,5)",
            "BOOLEAN",
            "DATE",
            "DATETIME",
            "TIMESTAMP WITH TIME ZONE",
            "UUID",
            "STRING",
            "JSON")) {
      all.add(new Declared(type, INTEGER));
    }
    for (String type : List.of("REAL", "DOUBLE PRECISION", "FLOAT")) {
      all.add(new Declared(type, REAL));
    }
    for (String type :
        List.of("TEXT", "CHARACTER(20)", "NVARCHAR(70)", "NATIVE CHARACTER(70)", "CLOB")) {
      all.add(new Declared(type, TEXT));
    }
    all.add(new Declared("", NONE));
    all.add(new Declared("BLOB", NONE));
    return all;
  }

  @Test
  void valuesOfEveryDeclaredTypeArriveAsSqliteKeepsThem() throws Exception {
    List<Declared> declared = declared();
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      statements.add("CREATE TABLE t" + i + " (v " + declared.get(i).type() + ")");
      statements.add("INSERT INTO t" + i + " VALUES " + VALUES);
    }
    Path file = Databases.run(directory.resolve("golden.db"), statements.toArray(new String[0]));
    try (SqliteSource source = SqliteSource.open(file)) {
      var shapes = source.inspect(0, Events.NONE).collections();
      for (int i = 0; i < declared.size(); i++) {
        Declared expected = declared.get(i);
        ColumnShape column = shapes.get(i).columns().get(0);
        assertThat(column.declaredType()).isEqualTo(expected.type());
        assertThat(Databases.scan(source, Databases.plan("t" + i, "v")))
            .as(expected.type())
            .isEqualTo(expected.values().stream().map(List::of).toList());
        assertThat(column.evidence().kinds().values().stream().mapToLong(n -> n).sum())
            .as(expected.type())
            .isEqualTo(6);
      }
    }
  }

  @Test
  void strictTablesKeepTheirTypes() throws Exception {
    Path file =
        Databases.run(
            directory.resolve("strict.db"),
            "CREATE TABLE s (i INTEGER, r REAL, t TEXT, b BLOB, a ANY) STRICT",
            "INSERT INTO s VALUES (1, 1, 1, x'31', '1')");
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(Databases.scan(source, Databases.plan("s", "i", "r", "t", "b", "a")))
          .containsExactly(List.of(ONE, ONE_REAL, new Value.Text("1"), BLOB, new Value.Text("1")));
      assertThat(source.schemaReader().read().tables().get(0).flags().strict()).isTrue();
    }
  }
}
