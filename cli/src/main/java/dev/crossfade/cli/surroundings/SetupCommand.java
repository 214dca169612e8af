package dev.crossfade.cli.surroundings;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.ChosenTarget;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.connect.Connector;
import dev.crossfade.postgres.connect.Environment;
import dev.crossfade.postgres.connect.TargetChoice;
import dev.crossfade.postgres.connect.TargetUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code setup}. */
@Command(
    name = "setup",
    description = {
      "Asks for source and target, tests the connection, and writes crossfade.yaml and"
          + " .env.example. What is given as an option is not asked. A password never goes into"
          + " crossfade.yaml."
    },
    footer = {
      "  ./crossfade setup",
      "  ./crossfade setup --source app.sqlite --to embedded --into public --yes",
      "  ./crossfade setup --source data/ --to postgresql://user@host/db --into shop --yes"
    })
public final class SetupCommand implements Action {
  private static final String EMBEDDED = "embedded";

  @Option(names = "--source", paramLabel = "PATH", description = "The file or folder to move.")
  @Nullable String source;

  @Option(
      names = "--to",
      paramLabel = "URL",
      description = "The target's URL, or embedded for the embedded server.")
  @Nullable String to;

  @Option(names = "--into", paramLabel = "SCHEMA", description = "The schema to move into.")
  @Nullable String into;

  @Option(names = "--no-test", description = "Do not connect to the target.")
  boolean noTest;

  @Option(names = "--yes", description = "Ask nothing: take defaults, and replace the files.")
  boolean yes;

  @Override
  public Outcome run(Session session) {
    Question question = new Question(session);
    String path = answer(question, source, "Source, a SQLite file or a folder", "");
    if (!path.isEmpty() && !Files.exists(session.surroundings().resolve(path))) {
      throw new CrossfadeException(ErrorCode.CF_2001, path);
    }
    String url = answer(question, to, "Target, a postgresql:// URL or " + EMBEDDED, EMBEDDED);
    String schema = answer(question, into, "Schema in the target", "public");
    Environment environment = ChosenTarget.environment(session.surroundings());
    Optional<TargetUrl> target =
        url.equals(EMBEDDED)
            ? Optional.empty()
            : Optional.of(TargetUrl.parse(TargetChoice.flag(url, environment), environment));
    target.ifPresent(given -> test(session, given));
    SetupFiles files = new SetupFiles(path, target, schema);
    Map<Path, String> contents = new LinkedHashMap<>();
    Path directory = session.surroundings().directory();
    contents.put(directory.resolve("crossfade.yaml"), files.settings());
    contents.put(directory.resolve(".env.example"), files.example());
    contents.forEach((file, text) -> write(question, file, text));
    report(session, contents, target);
    return Outcome.DONE;
  }

  private String answer(Question question, @Nullable String given, String asked, String preset) {
    if (given != null) {
      return given;
    }
    return yes ? preset : question.text(asked, preset);
  }

  private void test(Session session, TargetUrl target) {
    if (!noTest) {
      session.note("Target: " + target.display() + " (from setup)");
      session.note("It answers: PostgreSQL " + Connector.to(target).server().version() + ".");
    }
  }

  private void write(Question question, Path file, String text) {
    if (Files.exists(file) && !yes && !question.agreed(file + " exists. Replace it?")) {
      throw new CrossfadeException(ErrorCode.CF_1108, file.toString());
    }
    SetupFiles.write(file, text);
  }

  private static void report(
      Session session, Map<Path, String> contents, Optional<TargetUrl> target) {
    if (session.json()) {
      session.print(
          json -> {
            json.object().array("written");
            contents.keySet().forEach(file -> json.value(file.getFileName().toString()));
            json.end().end();
          });
      return;
    }
    contents.keySet().forEach(file -> session.print("Wrote " + file.getFileName()));
    if (target.flatMap(TargetUrl::password).isPresent()) {
      session.print(
          "The password is in none of them: set DATABASE_URL as .env.example shows, or PGPASSWORD,"
              + " or keep it in ~/.pgpass.");
    }
    session.print("Next: ./crossfade doctor, then ./crossfade move");
  }
}
