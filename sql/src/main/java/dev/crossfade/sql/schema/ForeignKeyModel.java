package dev.crossfade.sql.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key.
 *
 * @param name null when it was given none
 * @param columns of the table that refers
 * @param reference what they refer to
 * @param rules what happens when the parent changes, and when the check takes place
 * @param validated false when the database does not vouch for the rows that exist (PostgreSQL's NOT
 *     VALID)
 */
public record ForeignKeyModel(
    @Nullable String name,
    List<String> columns,
    Reference reference,
    Rules rules,
    boolean validated) {

  /** Copies the list, so that the model never changes. */
  public ForeignKeyModel {
    columns = List.copyOf(columns);
  }

  /**
   * The parent's side.
   *
   * @param table exact name of the parent
   * @param columns in order; empty when the declaration names none and means the primary key
   */
  public record Reference(String table, List<String> columns) {
    /** Copies the list, so that the model never changes. */
    public Reference {
      columns = List.copyOf(columns);
    }
  }

  /** What happens to the child when its parent changes. */
  public enum Action {
    NO_ACTION("NO ACTION"),
    RESTRICT("RESTRICT"),
    CASCADE("CASCADE"),
    SET_NULL("SET NULL"),
    SET_DEFAULT("SET DEFAULT");

    private final String sql;

    Action(String sql) {
      this.sql = sql;
    }

    /** The words of SQL, the same in both engines. */
    public String sql() {
      return sql;
    }
  }

  /** When the key is checked. */
  public enum Timing {
    NOT_DEFERRABLE(""),
    INITIALLY_IMMEDIATE("DEFERRABLE INITIALLY IMMEDIATE"),
    INITIALLY_DEFERRED("DEFERRABLE INITIALLY DEFERRED");

    private final String sql;

    Timing(String sql) {
      this.sql = sql;
    }

    /** The words of SQL, the same in both engines; empty for the default. */
    public String sql() {
      return sql;
    }
  }

  /**
   * Actions and timing.
   *
   * @param onUpdate when the parent's key changes
   * @param onDelete when the parent is deleted
   * @param timing when the key is checked
   */
  public record Rules(Action onUpdate, Action onDelete, Timing timing) {
    /** What SQL means when nothing is said. */
    public static final Rules DEFAULT =
        new Rules(Action.NO_ACTION, Action.NO_ACTION, Timing.NOT_DEFERRABLE);
  }
}
