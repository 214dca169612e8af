package dev.crossfade.cli.demo.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration's judge finds what it is there to find. */
final class VerdictTest {
  private static final List<Change> FIRST =
      List.of(
          Change.of(Change.Kind.ADD_NOTE, 1, 1, "text", 2.5),
          Change.of(Change.Kind.REPLACE_LABEL, 1, "name", "00ff"));
  private static final List<Change> SECOND =
      List.of(
          Change.of(Change.Kind.RENUMBER_NOTE, 1, 1, 2),
          Change.of(Change.Kind.REPLACE_LABEL, 2, "name", "01"));
  private static final List<Change> OTHERS = List.of(Change.of(Change.Kind.ADD_NOTE, 2, 1, "", 1));

  @TempDir Path folder;

  /** Writer 1 does two transactions, and writer 2 begins its only one after both. */
  @BeforeEach
  void write() throws IOException {
    try (Journal one = new Journal(Journal.file(folder, 1));
        Journal two = new Journal(Journal.file(folder, 2))) {
      one.tried(1, FIRST);
      one.acknowledged(1, "sqlite");
      one.tried(2, SECOND);
      one.acknowledged(2, "sqlite");
      long acknowledged = Journal.now();
      while (Journal.now() == acknowledged) {
        Thread.onSpinWait();
      }
      two.tried(1, OTHERS);
      two.acknowledged(1, "sqlite");
    }
  }

  private Notes notes() throws IOException {
    Notes notes = new Notes(folder);
    notes.refresh();
    return notes;
  }

  @Test
  void allThatWasWrittenIsRight() throws IOException {
    Contents contents = new Contents();
    contents.apply(1, 1, FIRST);
    contents.apply(1, 2, SECOND);
    contents.apply(2, 1, OTHERS);
    assertThat(Verdict.whole(notes(), contents)).isEmpty();
    assertThat(contents.rows()).containsKeys("note 1.2", "label 2").doesNotContainKey("label 1");
  }

  @Test
  void aPastStateIsRightUntilAllMustBeThere() throws IOException {
    Contents contents = new Contents();
    contents.apply(1, 1, FIRST);
    assertThat(Verdict.of(notes(), contents)).isEmpty();
    assertThat(Verdict.whole(notes(), contents))
        .containsExactly("writer 1, transaction 2 is lost", "writer 2, transaction 1 is lost");
  }

  @Test
  void aTornTransactionIsFound() throws IOException {
    Contents contents = new Contents();
    contents.apply(1, 1, FIRST);
    contents.apply(1, 2, SECOND.subList(0, 1));
    assertThat(Verdict.of(notes(), contents)).anyMatch(fault -> fault.startsWith("label 1"));
  }

  @Test
  void aRevivedRowIsFound() throws IOException {
    Contents contents = new Contents();
    contents.apply(1, 1, FIRST);
    contents.apply(1, 2, SECOND);
    contents.apply(1, 2, List.of(Change.of(Change.Kind.ADD_NOTE, 1, 1, "text", 2.5)));
    assertThat(Verdict.of(notes(), contents)).hasSize(1);
  }

  @Test
  void aStateThatNeverWasIsFound() throws IOException {
    Contents contents = new Contents();
    contents.apply(1, 1, FIRST);
    contents.apply(2, 1, OTHERS);
    assertThat(Verdict.of(notes(), contents)).anyMatch(fault -> fault.contains("is missing"));
  }
}
