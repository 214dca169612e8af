package dev.crossfade.cli.proof;

import dev.crossfade.core.live.VerifiedCollection;
import java.util.List;

/**
 * What a verification found in one table, without any key.
 *
 * @param table in the target
 * @param rows of the open store that were compared
 * @param differences how many keys differ
 * @param dead how many keys were left out since they are dead
 * @param source digest of the open store's rows, as {@link dev.crossfade.core.value.Digest#hex}
 *     prints it
 * @param target digest of the closed store's rows
 * @param first version of the closed store in the first piece; -1 where that was not kept
 * @param version of the closed store in the last piece; -1 where that was not kept
 */
record TableProof(
    String table,
    long rows,
    long differences,
    long dead,
    String source,
    String target,
    long first,
    long version) {
  /** As the record of a verification has it. */
  static List<TableProof> of(String details) {
    return read(JsonTree.read(details).array("tables"), "compared");
  }

  /** As a proof has it. */
  static List<TableProof> of(JsonTree verification) {
    return read(verification.array("tables"), "rows");
  }

  private static List<TableProof> read(List<JsonTree> tables, String rows) {
    return tables.stream()
        .map(
            table ->
                new TableProof(
                    table.text("table"),
                    table.number(rows),
                    rows.equals("rows")
                        ? table.number("differences")
                        : table.number("missing")
                            + table.number("extra")
                            + table.number("differing"),
                    table.number("dead"),
                    table.text("sourceDigest"),
                    table.text("targetDigest"),
                    table.number("firstVersion"),
                    table.number("version")))
        .toList();
  }

  /** As it was found just now. */
  static TableProof of(VerifiedCollection found) {
    return new TableProof(
        found.plan().target(),
        found.rows(),
        found.differences(),
        found.deadKeys(),
        found.source().hex(),
        found.target().hex(),
        found.first(),
        found.version());
  }

  /** Whether both stores held the same. */
  boolean equal() {
    return differences == 0 && source.equals(target);
  }

  /** Whether it holds the same rows as another one. */
  boolean sameRows(TableProof other) {
    return rows == other.rows && source.equals(other.source) && dead == other.dead;
  }

  /** Whether all of it is of one version of the closed store, which is this one. */
  boolean shows(long closedVersion) {
    return first == version && version == closedVersion && version >= 0;
  }
}
