package dev.crossfade.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.fault.FaultPoints;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that died behind its publication ends well when it is resumed. */
class PublishedThenDiedTest {
  @TempDir Path folder;

  @AfterEach
  void disarm() {
    FaultPoints.install(name -> {});
  }

  @Test
  void provesWhatIsVisible() {
    try (Fixture fixture = new Fixture(folder.resolve("data.sqlite"))) {
      fixture.source("CREATE TABLE log (line TEXT)", "INSERT INTO log VALUES ('a'), ('a')");
      FaultPoints.install(
          name -> {
            if (name.equals("move.after-publish")) {
              throw new IllegalStateException("died");
            }
          });
      assertThatThrownBy(fixture::move).hasMessage("died");
      FaultPoints.install(name -> {});
      fixture.unfinished = MoveOptions.Unfinished.RESUME;

      MoveReport report = fixture.move();

      assertThat(report.run().outcome()).isEqualTo(MoveReport.Outcome.PROVEN);
      assertThat(report.exitStatus()).isZero();
      assertThat(fixture.one("SELECT count(*) FROM log")).isEqualTo("2");
    }
  }
}
