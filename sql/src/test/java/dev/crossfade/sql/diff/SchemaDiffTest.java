package dev.crossfade.sql.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.sql.schema.CheckModel;
import dev.crossfade.sql.schema.ColumnModel;
import dev.crossfade.sql.schema.ColumnValue;
import dev.crossfade.sql.schema.ForeignKeyModel;
import dev.crossfade.sql.schema.IndexModel;
import dev.crossfade.sql.schema.KeyModel;
import dev.crossfade.sql.schema.SchemaModel;
import dev.crossfade.sql.schema.TableConstraints;
import dev.crossfade.sql.schema.TableModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaDiffTest {
  private static final TableModel TABLE =
      TableModel.of(
              "t",
              List.of(
                  new ColumnModel("id", "bigint", true, null, new ColumnValue.Identity(false, 5)),
                  new ColumnModel("a", "text", false, null, new ColumnValue.Default("'x'")),
                  ColumnModel.of("b", "boolean")))
          .withConstraints(
              new TableConstraints(
                  new KeyModel("t_pkey", List.of("id")),
                  List.of(new KeyModel("t_a_key", List.of("a"))),
                  List.of(
                      new ForeignKeyModel(
                          "t_fkey",
                          List.of("id"),
                          new ForeignKeyModel.Reference("u", List.of("id")),
                          ForeignKeyModel.Rules.DEFAULT,
                          true)),
                  List.of(new CheckModel("t_check", "a IN ('x', 'y')"))))
          .withIndexes(
              List.of(
                  new IndexModel(
                      "t_index",
                      false,
                      List.of(new IndexModel.Part("(lower(a))", true, true, null)),
                      "b")));

  private static List<String> differences(TableModel actual) {
    return SchemaDiff.compare(SchemaModel.of(List.of(TABLE)), SchemaModel.of(List.of(actual)))
        .stream()
        .map(difference -> difference.kind() + " " + difference.object() + " " + difference.name())
        .toList();
  }

  @Test
  void whatPostgresqlPrintsInItsOwnWordsIsNoDifference() {
    TableModel printed =
        TABLE
            .withColumns(
                List.of(
                    new ColumnModel("id", "bigint", true, null, new ColumnValue.Identity(false, 0)),
                    new ColumnModel("a", "text", false, null, new ColumnValue.Default("'x'::text")),
                    ColumnModel.of("b", "boolean")))
            .withConstraints(
                new TableConstraints(
                    TABLE.primaryKey(),
                    TABLE.uniques(),
                    TABLE.foreignKeys(),
                    List.of(new CheckModel("t_check", "(a = ANY (ARRAY['x'::text, 'y'::text]))"))));
    assertThat(differences(printed)).isEmpty();
  }

  @Test
  void eachMissingOrDifferentThingIsNamed() {
    TableModel other =
        TableModel.of(
                "t",
                List.of(
                    new ColumnModel("id", "integer", false, null, new ColumnValue.None()),
                    new ColumnModel("a", "text", false, null, new ColumnValue.Default("'z'")),
                    ColumnModel.of("c", "text")))
            .withConstraints(
                new TableConstraints(
                    new KeyModel("t_pkey", List.of("id", "a")),
                    List.of(),
                    List.of(
                        new ForeignKeyModel(
                            "t_fkey",
                            List.of("id"),
                            new ForeignKeyModel.Reference("u", List.of("id")),
                            ForeignKeyModel.Rules.DEFAULT,
                            false)),
                    List.of(new CheckModel("t_check", "a IN ('x')"))))
            .withIndexes(
                List.of(
                    new IndexModel(
                        "t_index", true, List.of(IndexModel.Part.column("a")), "NOT b")));
    assertThat(differences(other))
        .containsExactly(
            "DIFFERS type of column id",
            "DIFFERS nullability of column id",
            "DIFFERS value of column id",
            "DIFFERS default of column a",
            "MISSING column b",
            "EXTRA column c",
            "DIFFERS key t_pkey",
            "MISSING unique constraint t_a_key",
            "DIFFERS check t_check",
            "DIFFERS foreign key t_fkey",
            "DIFFERS index t_index",
            "DIFFERS predicate of index t_index");
  }

  @Test
  void tablesAreMissingOrExtra() {
    SchemaModel one = SchemaModel.of(List.of(TABLE));
    SchemaModel none = SchemaModel.of(List.of());
    assertThat(SchemaDiff.compare(one, none).get(0).text())
        .isEqualTo("table t is missing: expected 3 columns");
    assertThat(SchemaDiff.compare(none, one).get(0).text())
        .isEqualTo("table t was not expected: 3 columns");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\u0001',
      value = {
        "-1;'-1'::integer",
        "a ILIKE 'x%';(a ~~* 'x%'::text)",
        "a NOT LIKE 'x%';(a !~~ 'x%'::text)",
        "t ~ E'^\\\\.x$';(t ~ '^\\.x$'::text)",
        "(i > 0) AND (\"a\" IS NOT NULL);((i > 0) AND (a IS NOT NULL))",
        "r * 1.5::double precision > 2;((r * (1.5)::double precision) > (2)::double precision)",
        "t NOT IN ('a', 'b');(t <> ALL (ARRAY['a'::text, 'b'::text]))",
        "t IN ('a');(t = 'a'::text)",
        "CASE WHEN flag THEN 1 ELSE 0 END = 1;(CASE WHEN flag THEN 1 ELSE 0 END = 1)",
      })
  void formsThatLookAlike(String written, String printed) {
    NormalForm one = NormalForm.of(written);
    NormalForm other = NormalForm.of(printed);
    assertThat(one.looksLike(other)).as("%s against %s", one, other).isTrue();
  }

  @Test
  void expressionsThatPostgresqlReshapesAreUndecided() {
    NormalForm one = NormalForm.of("a IS NOT DISTINCT FROM b");
    NormalForm other = NormalForm.of("(NOT (a IS DISTINCT FROM b))");
    assertThat(one.looksLike(other)).isFalse();
    assertThat(one.tells(other)).isFalse();
  }
}
