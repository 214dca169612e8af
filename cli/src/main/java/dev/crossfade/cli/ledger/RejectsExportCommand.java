package dev.crossfade.cli.ledger;

import dev.crossfade.cli.data.RunNames;
import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rejects export}. */
@Command(
    name = "export",
    description = {
      "Writes the dead letters of a run as JSON lines, values included, from which every record can"
          + " be had back exactly."
    },
    footer = {
      "  ./crossfade rejects export latest > rejects.jsonl",
      "  ./crossfade rejects export latest --table orders --out rejects.jsonl"
    })
final class RejectsExportCommand implements Action {
  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = RunNames.LATEST,
      description = "A run's id, the beginning of one, or latest, the default.")
  String name = RunNames.LATEST;

  @Option(names = "--table", paramLabel = "TABLE", description = "Only those of this table.")
  String table = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write to this file, which must not exist, instead of standard output.")
  String file = "";

  @Mixin TargetOptions target = new TargetOptions();

  @Override
  public Outcome run(Session session) {
    try (OpenLedger ledger = new OpenLedger(session, target)) {
      String run = ledger.run(name).id();
      if (file.isEmpty()) {
        long count = write(ledger, run, session.surroundings().out());
        session.note("Dead letters written: " + count);
      } else {
        long count = toFile(ledger, run, session.surroundings().resolve(file));
        if (session.json()) {
          session.print(json -> json.object().field("file", file).field("count", count).end());
        } else {
          session.print("Dead letters written to " + file + ": " + count);
        }
      }
    }
    return Outcome.DONE;
  }

  private long toFile(OpenLedger ledger, String run, Path path) {
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      return write(ledger, run, out);
    } catch (FileAlreadyExistsException there) {
      throw new CrossfadeException(ErrorCode.CF_1108, file, there);
    } catch (IOException failed) {
      throw new CrossfadeException(ErrorCode.CF_1107, file + ": " + failed, failed);
    }
  }

  private long write(OpenLedger ledger, String run, OutputStream out) {
    AtomicLong count = new AtomicLong();
    ledger
        .target()
        .ledger()
        .deadLetters(
            run,
            table,
            letter -> {
              try (JsonOut json = new JsonOut(out, false)) {
                DeadLetterJson.whole(json, letter);
                json.line();
              }
              count.incrementAndGet();
            });
    return count.get();
  }
}
