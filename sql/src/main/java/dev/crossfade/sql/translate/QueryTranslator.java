package dev.crossfade.sql.translate;

import dev.crossfade.core.error.CrossfadeException;
import java.util.List;

/** Writes queries of SQLite, such as the bodies of views, again for PostgreSQL. */
public final class QueryTranslator {
  private final TableResolver tables;
  private final int serverVersion;

  /**
   * @param tables finds the tables and views that queries name
   * @param serverVersion the target's major version
   */
  public QueryTranslator(TableResolver tables, int serverVersion) {
    this.tables = tables;
    this.serverVersion = serverVersion;
  }

  /**
   * A translated query.
   *
   * @param translation the text, or the refusal
   * @param columns of the result, empty after a refusal
   */
  public record Query(Translation translation, List<TargetTable.Column> columns) {
    /** Copies the list. */
    public Query {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Translates a query.
   *
   * @param sqlite a SELECT in SQLite's SQL
   */
  public Query translate(String sqlite) {
    Scope scope = new Scope((table, name) -> null, tables, Purpose.QUERY, serverVersion);
    try {
      QueryWriter writer = new QueryWriter(tables, scope);
      String sql = writer.write(SelectParser.parse(sqlite));
      return new Query(new Translation.Translated(sql, List.copyOf(scope.notes)), writer.columns());
    } catch (Refusal refusal) {
      return new Query(refusal.translation(), List.of());
    } catch (CrossfadeException notUnderstood) {
      return new Query(
          new Translation.Refused(
              "cannot be understood: " + notUnderstood.detail(), "Write it again by hand."),
          List.of());
    }
  }
}
