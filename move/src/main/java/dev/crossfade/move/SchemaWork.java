package dev.crossfade.move;

import dev.crossfade.sql.schema.SchemaModel;
import java.util.List;

/**
 * The target's schema, and the statements that make it in the staging schema.
 *
 * @param expected what the catalogue should say in the end
 * @param create tables, before the load
 * @param afterLoad keys, checks and indexes, by table
 * @param foreignKeys added without validation, then validated
 * @param views in the order of their creation
 * @param sequences sets every identity past the largest number drawn
 * @param notes what was renamed, relaxed or refused
 */
record SchemaWork(
    SchemaModel expected,
    List<Step> create,
    List<Step> afterLoad,
    List<ForeignKeyStep> foreignKeys,
    List<Step> views,
    List<String> sequences,
    List<Finding> notes) {

  /**
   * A statement that may fail because of the data.
   *
   * @param table the table it is about
   * @param subject the constraint, index or view
   * @param sql the statement
   */
  record Step(String table, String subject, String sql) {}

  /**
   * A foreign key.
   *
   * @param table the child
   * @param name the constraint
   * @param add makes it NOT VALID
   * @param validate validates it
   * @param orphans asks for the keys of rows without parent
   */
  record ForeignKeyStep(String table, String name, String add, String validate, String orphans) {}

  /** The same without foreign keys. */
  SchemaWork withoutForeignKeys() {
    return new SchemaWork(expected, create, afterLoad, List.of(), views, sequences, notes);
  }

  /** Every statement in order, for a dry run. */
  List<String> statements() {
    java.util.ArrayList<String> all = new java.util.ArrayList<>();
    create.forEach(step -> all.add(step.sql()));
    afterLoad.forEach(step -> all.add(step.sql()));
    foreignKeys.forEach(key -> all.add(key.add()));
    foreignKeys.forEach(key -> all.add(key.validate()));
    all.addAll(sequences);
    views.forEach(step -> all.add(step.sql()));
    return all;
  }
}
