package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.proof.ProofFile;
import dev.crossfade.cli.proof.ProofJson;
import dev.crossfade.cli.proof.ProofMarkdown;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.live.Migration;
import dev.crossfade.live.ProofFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code proof export}. */
@Command(
    name = "export",
    description =
        "Writes one Markdown file, with the same as JSON at its end: the plan, every comparison with"
            + " digests by table, gates, overrides, switches and how long writers waited, passes summed"
            + " up, dead keys counted, events. It holds no row values and no passwords.",
    footer = {
      "  ./crossfade proof export",
      "  ./crossfade proof export proof.md",
      "  ./crossfade proof export proof.md app.sqlite --json"
    })
final class ProofExportCommand implements Action {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "Where to; proof-ID.md when left out. A file that is there stays as it is.")
  @Nullable String file;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SOURCE",
      description = "The followed file that is meant; needed only where there are several.")
  @Nullable String source;

  @Mixin TargetOptions target = new TargetOptions();

  @Override
  public Outcome run(Session session) {
    try (OpenLive live = OpenLive.open(session, target)) {
      Migration migration = live.followed(source);
      ProofFacts facts = ProofFacts.of(migration);
      String text = ProofFile.text(ProofMarkdown.of(facts), ProofJson.of(facts));
      String name = file == null ? "proof-" + migration.id() + ".md" : file;
      write(session.surroundings().resolve(name), text);
      print(session, name, ProofFile.read(text).digest(), facts);
      return Outcome.DONE;
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(
          file,
          text,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException there) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, file + " is there already, and a proof is not written over", there);
    } catch (IOException failed) {
      throw new CrossfadeException(ErrorCode.CF_1107, file.toString(), failed);
    }
  }

  private static void print(Session session, String name, String digest, ProofFacts facts) {
    if (session.json()) {
      session.print(
          json ->
              json.object()
                  .field("file", name)
                  .field("sha256", digest)
                  .field("migration", facts.migration().id())
                  .field("verifications", facts.verifications().size())
                  .field("switches", facts.switches().size())
                  .field("events", facts.events().size())
                  .end());
      return;
    }
    session.print(
        name
            + ": "
            + facts.verifications().size()
            + " comparisons, "
            + facts.switches().size()
            + " switches, "
            + facts.events().size()
            + " events.");
    session.print("SHA-256 " + digest + "; keep it elsewhere to know the file again.");
  }
}
