package dev.crossfade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** NOTICE names the libraries that the command line runs with, in the versions it runs with. */
class NoticeTest {
  @Test
  void theNoticeIsTheOneThatTheBuildWrites() throws IOException {
    Path written = Path.of("target", "notice", "NOTICE");
    assertThat(Files.readString(Path.of("..", "NOTICE")))
        .as("NOTICE; take over the new one with: cp cli/target/notice/NOTICE NOTICE")
        .isEqualTo(Files.readString(written));
  }
}
