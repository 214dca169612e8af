package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.Session;
import dev.crossfade.move.MoveReport;
import dev.crossfade.move.report.Html;
import dev.crossfade.move.report.Markdown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The report of a run as files under {@code .crossfade/reports}. */
final class ReportFiles {
  private ReportFiles() {}

  static void write(Session session, MoveReport report) throws IOException {
    Path folder = folder(session);
    Path home = session.surroundings().resolve(".crossfade");
    privately(home);
    privately(folder);
    Path ignore = home.resolve(".gitignore");
    if (!Files.exists(ignore)) {
      Files.writeString(ignore, "*\n", StandardCharsets.UTF_8);
    }
    String id = report.run().id();
    Files.writeString(folder.resolve(id + ".md"), Markdown.of(report), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve(id + ".html"), Html.of(report), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve(id + ".json"), MoveJson.text(report), StandardCharsets.UTF_8);
  }

  static Path html(Session session, MoveReport report) {
    Path file = folder(session).resolve(report.run().id() + ".html");
    return session.surroundings().directory().relativize(file);
  }

  private static Path folder(Session session) {
    return session.surroundings().directory().resolve(".crossfade").resolve("reports");
  }

  private static void privately(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }
}
