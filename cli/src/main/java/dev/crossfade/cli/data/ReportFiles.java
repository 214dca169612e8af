package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.move.MoveReport;
import dev.crossfade.move.report.Html;
import dev.crossfade.move.report.Markdown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reports of runs as files, in {@code .crossfade/reports} or where the user says. */
final class ReportFiles {
  private final Session session;
  private final Path folder;
  private final boolean named;

  /**
   * @param directory where the user wants them, or null
   */
  ReportFiles(Session session, @Nullable String directory) {
    this.session = session;
    named = directory != null;
    folder =
        directory == null
            ? home().resolve("reports")
            : session.surroundings().resolve(directory).normalize();
  }

  private Path home() {
    return session.surroundings().directory().resolve(".crossfade");
  }

  /** Makes the directory if it is not there; a move whose report has no place should not begin. */
  void prepare() {
    try {
      if (named) {
        Files.createDirectories(folder);
      } else {
        privately(home());
        privately(folder);
        Path ignore = home().resolve(".gitignore");
        if (!Files.exists(ignore)) {
          Files.writeString(ignore, "*\n", StandardCharsets.UTF_8);
        }
      }
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_1107, folder.toString(), e);
    }
    if (!Files.isWritable(folder)) {
      throw new CrossfadeException(ErrorCode.CF_1107, folder.toString());
    }
  }

  /** Writes it; where that is not possible the run is as good as before, and its ledger has all. */
  void write(MoveReport report) {
    try {
      writeFiles(report);
    } catch (IOException | CrossfadeException failed) {
      session.note(
          "The report was not written ("
              + failed.getMessage()
              + "); crossfade runs show "
              + report.run().id()
              + " prints it.");
    }
  }

  private void writeFiles(MoveReport report) throws IOException {
    prepare();
    String id = report.run().id();
    Files.writeString(folder.resolve(id + ".md"), Markdown.of(report), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve(id + ".html"), Html.of(report), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve(id + ".json"), MoveJson.text(report), StandardCharsets.UTF_8);
  }

  /**
   * The file to look at, from the working directory where it lies below that; if it was written.
   */
  Optional<Path> html(MoveReport report) {
    Path file = folder.resolve(report.run().id() + ".html");
    Path here = session.surroundings().directory();
    return Files.exists(file)
        ? Optional.of(file.startsWith(here) ? here.relativize(file) : file)
        : Optional.empty();
  }

  private static void privately(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }
}
