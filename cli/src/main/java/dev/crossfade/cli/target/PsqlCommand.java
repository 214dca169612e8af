package dev.crossfade.cli.target;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.postgres.connect.TargetUrl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code target psql}. */
@Command(
    name = "psql",
    description = "Opens psql on the target. What follows -- is passed on to psql.",
    footer = {"  ./crossfade target psql", "  ./crossfade target psql -- -c '\\dt'"})
final class PsqlCommand implements Action {
  @Mixin TargetOptions target = new TargetOptions();

  @Parameters(paramLabel = "ARGUMENT", arity = "0..*", description = "Arguments for psql.")
  List<String> arguments = new ArrayList<>();

  @Override
  public Outcome run(Session session) throws InterruptedException {
    TargetUrl url = ChosenTarget.open(session, target).url();
    List<String> command = new ArrayList<>(List.of("psql", url.libpqWithoutPassword()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.directory(session.surroundings().directory().toFile());
    // In the environment, because every user of the machine can read a command line.
    url.password().ifPresent(password -> builder.environment().put("PGPASSWORD", password));
    try {
      return builder.start().waitFor() == 0 ? Outcome.DONE : Outcome.FAILED;
    } catch (IOException failed) {
      throw new CrossfadeException(ErrorCode.CF_1101, failed.toString(), failed);
    }
  }
}
