package dev.crossfade.cli.demo.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Holds the contents of a store against the notes. The number of each writer's last transaction
 * lies in the store; with it the notes say every row that must be there. A transaction that was
 * acknowledged before another was begun must be there when that one is: the contents are then one
 * past state, and no transaction is torn.
 */
final class Verdict {
  private static final int NAMED = 10;

  private final Notes notes;
  private final Contents found;
  private final List<String> faults = new ArrayList<>();
  private int count;

  private Verdict(Notes notes, Contents found) {
    this.notes = notes;
    this.found = found;
  }

  /** What is wrong, a line each; empty when nothing is. At most ten are named. */
  static List<String> of(Notes notes, Contents found) {
    Verdict verdict = new Verdict(notes, found);
    verdict.rows();
    verdict.order();
    if (verdict.count > NAMED) {
      verdict.faults.add("and " + (verdict.count - NAMED) + " more");
    }
    return verdict.faults;
  }

  /** The same, when every acknowledged transaction must be there. */
  static List<String> whole(Notes notes, Contents found) {
    List<String> faults = new ArrayList<>(of(notes, found));
    notes
        .byWriter()
        .forEach(
            (writer, transactions) -> {
              long last = found.progress().getOrDefault(writer, 0L);
              for (int i = (int) last; i < transactions.size(); i++) {
                if (transactions.get(i).acknowledged != Notes.NEVER) {
                  faults.add("writer " + writer + ", transaction " + (i + 1) + " is lost");
                }
              }
            });
    return faults;
  }

  private void rows() {
    Contents expected = new Contents();
    found
        .progress()
        .forEach(
            (writer, last) -> {
              List<Notes.Transaction> transactions =
                  notes.byWriter().getOrDefault(writer, List.of());
              if (last > transactions.size()) {
                fault("writer " + writer + " never tried transaction " + last);
              }
              for (int i = 0; i < Math.min(last, transactions.size()); i++) {
                expected.apply(writer, i + 1L, transactions.get(i).changes);
              }
            });
    Map<String, String> there = found.rows();
    Map<String, String> meant = expected.rows();
    TreeSet<String> keys = new TreeSet<>(there.keySet());
    keys.addAll(meant.keySet());
    for (String key : keys) {
      if (!Objects.equals(there.get(key), meant.get(key))) {
        fault(key + " is " + there.get(key) + ", expected " + meant.get(key));
      }
    }
  }

  private void order() {
    long newest = 0;
    for (Map.Entry<Integer, List<Notes.Transaction>> writer : notes.byWriter().entrySet()) {
      int last = Math.min(last(writer), writer.getValue().size());
      if (last > 0) {
        newest = Math.max(newest, writer.getValue().get(last - 1).tried);
      }
    }
    for (Map.Entry<Integer, List<Notes.Transaction>> writer : notes.byWriter().entrySet()) {
      int next = last(writer);
      if (next < writer.getValue().size() && writer.getValue().get(next).acknowledged < newest) {
        fault(
            "writer "
                + writer.getKey()
                + ", transaction "
                + (next + 1)
                + " is missing, and one that began after its commit is there");
      }
    }
  }

  private int last(Map.Entry<Integer, List<Notes.Transaction>> writer) {
    return found.progress().getOrDefault(writer.getKey(), 0L).intValue();
  }

  private void fault(String fault) {
    count++;
    if (count <= NAMED) {
      faults.add(fault);
    }
  }
}
