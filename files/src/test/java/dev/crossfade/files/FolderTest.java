package dev.crossfade.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.CollectionShape;
import dev.crossfade.core.shape.Problem;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.core.store.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
  @TempDir Path folder;

  @Test
  void takesEachFileAsACollection() {
    Reading.write(folder, "a.json", "[{\"x\":1}]");
    Reading.write(folder, "b.jsonl.gz", Reading.gzip("{\"y\":1}\n".getBytes()));
    Reading.write(folder, "c.csv", "z\n1\n");
    Reading.write(folder, "sub/d.tsv", "p\tq\n1\t2\n");
    Reading.write(folder, "notes.txt", "hello");
    Reading.write(folder, ".hidden.json", "[]");
    SourceShape shape = Reading.inspect(folder);
    assertThat(shape.format()).isEqualTo("folder");
    assertThat(shape.collections())
        .extracting(CollectionShape::name)
        .containsExactly("a", "b", "c", "sub_d");
    assertThat(shape.problems()).extracting(Problem::code).containsExactly(ErrorCode.CF_2225);
  }

  @Test
  void takesAFolderOfDocumentsAsOneCollectionWithTheFileAsKey() {
    Reading.write(folder, "users/ann.json", "{\"name\":\"Ann\",\"tags\":[]}");
    Reading.write(folder, "users/bob.json", "{\"name\":\"Bob\",\"tags\":[1]}");
    Reading.write(folder, "users/bad.json", "{\"name\":\"Bad\",\"tags\":[1}");
    Reading.write(folder, "other.json", "[{\"x\":1}]");
    SourceShape shape = Reading.inspect(folder);
    assertThat(shape.collections())
        .extracting(CollectionShape::name)
        .containsExactly("other", "users");
    assertThat(Reading.named(shape, "users").key()).containsExactly("_file");
    Reading reading = Reading.all(folder, "users");
    assertThat(reading.texts()).containsExactly("'ann'|'Ann'|[]", "'bob'|'Bob'|[1]");
    assertThat(reading.rejects).hasSize(1);
    assertThat(reading.rejects.get(0).locator()).isEqualTo("bad, record 2");
    assertThat(Reading.only(Reading.inspect(folder.resolve("users"))).name()).isEqualTo("users");
  }

  @Test
  void keepsDocumentsApartThatHaveLittleInCommon() {
    Reading.write(folder, "config.json", "{\"port\":1,\"host\":\"h\"}");
    Reading.write(folder, "theme.json", "{\"color\":1,\"font\":\"h\"}");
    assertThat(Reading.inspect(folder).collections())
        .extracting(CollectionShape::name)
        .containsExactly("config", "theme");
  }

  @Test
  void namesFilesOfOneStemByTheirEndings() {
    Reading.write(folder, "t.csv", "a\n1\n");
    Reading.write(folder, "t.jsonl", "{\"a\":1}\n");
    SourceShape shape = Reading.inspect(folder);
    assertThat(shape.collections())
        .extracting(CollectionShape::name)
        .containsExactly("t_csv", "t_jsonl");
    assertThat(shape.problems()).extracting(Problem::code).contains(ErrorCode.CF_2224);
  }

  @Test
  void recognisesAFileWithoutAnEndingByItsContent() {
    Path json = Reading.write(folder, "export", "[{\"a\":1}]");
    Path csv = Reading.write(folder, "table.txt", "a;b\n1;2\n");
    Path prose = Reading.write(folder, "readme.txt", "Just words.\n");
    assertThat(Reading.all(json).texts()).containsExactly("1");
    assertThat(Reading.all(csv).texts()).containsExactly("'1'|'2'");
    assertRefused(ErrorCode.CF_2201, () -> FilesSource.open(prose));
    assertRefused(ErrorCode.CF_2001, () -> FilesSource.open(folder.resolve("none")));
  }

  @Test
  void refusesWhatItCannotScan() {
    Path file = Reading.write(folder, "t.csv", "a\n1\n");
    try (FilesSource source = FilesSource.open(file)) {
      assertRefused(
          ErrorCode.CF_2215, () -> Reading.scan(source, "u", List.of("a"), Position.START));
      assertRefused(
          ErrorCode.CF_2217, () -> Reading.scan(source, "t", List.of("b"), Position.START));
    }
  }

  @Test
  void noticesThatAFileChanged() throws IOException {
    Path file = Reading.write(folder, "t.jsonl", "{\"a\":1}\n");
    try (FilesSource source = FilesSource.open(file)) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(1));
      assertRefused(
          ErrorCode.CF_2214, () -> Reading.scan(source, "t", List.of("a"), Position.START));
    }
  }

  @Test
  void givesADigestThatChangesWithTheContent() {
    Path file = Reading.write(folder, "t.jsonl", "{\"a\":1}\n");
    CollectionShape before = Reading.only(Reading.inspect(file));
    CollectionShape again = Reading.only(Reading.inspect(file));
    Reading.write(folder, "t.jsonl", "{\"a\":2}\n");
    CollectionShape after = Reading.only(Reading.inspect(file));
    assertThat(again.content()).isEqualTo(before.content());
    assertThat(after.content()).isNotEqualTo(before.content());
  }

  private static void assertRefused(ErrorCode code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
