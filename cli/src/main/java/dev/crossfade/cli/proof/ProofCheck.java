package dev.crossfade.cli.proof;

import dev.crossfade.core.live.VerifiedCollection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what a proof says with what the control schema says now, and with both stores. */
public final class ProofCheck {
  private final JsonTree proof;
  private final JsonTree now;
  private final List<Statement> statements = new ArrayList<>();

  /**
   * @param proof as it was written
   * @param now the same facts, gathered now
   */
  public ProofCheck(JsonTree proof, JsonTree now) {
    this.proof = proof;
    this.now = now;
  }

  /**
   * Every statement.
   *
   * @param found both stores compared now; empty when the proof holds no comparison of every row
   */
  public List<Statement> run(List<VerifiedCollection> found) {
    migration();
    listed("verifications", "verification", "id");
    listed("switches", "switch", "at");
    listed("events", "events", "id");
    JsonTree last = lastOfAll(proof);
    if (last != null) {
      Map<String, TableProof> tables = new LinkedHashMap<>();
      found.forEach(one -> tables.put(one.plan().target(), TableProof.of(one)));
      TableProof.of(last).forEach(table -> statements.add(table(table, tables.get(table.table()))));
    }
    deadKeys();
    return List.copyOf(statements);
  }

  /** The last comparison of every row that a proof holds, or null. */
  public static @Nullable JsonTree lastOfAll(JsonTree proof) {
    JsonTree last = null;
    for (JsonTree one : proof.array("verifications")) {
      last = one.text("scope").equals("ALL") ? one : last;
    }
    return last;
  }

  private void migration() {
    JsonTree was = proof.object("migration");
    JsonTree is = now.object("migration");
    boolean same =
        was.text("id").equals(is.text("id"))
            && was.text("source").equals(is.text("source"))
            && was.text("schema").equals(is.text("schema"))
            && was.text("createdAt").equals(is.text("createdAt"));
    statements.add(
        same
            ? Statement.holds("migration", "The control schema says the same.")
            : Statement.wrong("migration", "The control schema says something else."));
    boolean plan = proof.object("plan").text("sha256").equals(now.object("plan").text("sha256"));
    statements.add(
        plan
            ? Statement.holds("plan", "It is the same.")
            : Statement.changed("plan", "Another plan is followed now."));
  }

  /** What is listed has to be there still, and to say the same. */
  private void listed(String name, String subject, String key) {
    Map<String, JsonTree> known = new LinkedHashMap<>();
    now.array(name).forEach(one -> known.put(one.text(key), one));
    List<JsonTree> wanted = proof.array(name);
    long wrong = wanted.stream().filter(one -> !one.equals(known.get(one.text(key)))).count();
    statements.add(
        wrong == 0
            ? Statement.holds(
                subject, wanted.size() + " of " + known.size() + " in the control schema.")
            : Statement.wrong(
                subject, wrong + " of " + wanted.size() + " are not in the control schema so."));
  }

  private Statement table(TableProof was, @Nullable TableProof is) {
    String subject = "table " + was.table();
    if (!was.equal()) {
      return Statement.wrong(subject, "The proof itself says that it differed.");
    }
    if (is == null) {
      return Statement.changed(subject, "It is not followed any more.");
    }
    if (!is.equal()) {
      return Statement.wrong(subject, is.differences() + " keys differ between the stores now.");
    }
    if (was.sameRows(is)) {
      return Statement.holds(
          subject, is.rows() + " rows are equal in both stores, digest " + is.source() + ".");
    }
    if (was.shows(is.version()) && is.shows(was.version())) {
      return Statement.wrong(
          subject,
          "No pass was made since, and yet both stores hold other rows: digest " + is.source());
    }
    return Statement.changed(
        subject,
        "Rows changed since; now "
            + is.rows()
            + " rows are equal in both stores, digest "
            + is.source()
            + ".");
  }

  private void deadKeys() {
    boolean same = proof.array("deadKeys").equals(now.array("deadKeys"));
    long count = now.array("deadKeys").stream().mapToLong(one -> one.number("count")).sum();
    statements.add(
        same
            ? Statement.holds("dead keys", count + " of them.")
            : Statement.changed("dead keys", "Now there are " + count + "."));
  }
}
