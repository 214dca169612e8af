package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.TextTable;
import dev.crossfade.cli.proof.JsonTree;
import dev.crossfade.cli.proof.ProofCheck;
import dev.crossfade.cli.proof.ProofFile;
import dev.crossfade.cli.proof.ProofJson;
import dev.crossfade.cli.proof.Statement;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.live.VerifiedCollection;
import dev.crossfade.live.Migration;
import dev.crossfade.live.ProofFacts;
import dev.crossfade.live.Verifying;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code proof check}. */
@Command(
    name = "check",
    description =
        "Checks a proof again: whether the file is as it was written, whether the control schema says"
            + " the same, and, by comparing both stores while writers go on, whether each table's digest"
            + " still holds, holds no more since rows changed (and what is equal now), or is false."
            + " Status 4 when anything is false.",
    footer = {"  ./crossfade proof check proof.md", "  ./crossfade proof check proof.md --json"})
final class ProofCheckCommand implements Action {
  @Parameters(paramLabel = "FILE", description = "What proof export wrote.")
  String file = "";

  @Mixin TargetOptions target = new TargetOptions();

  @Override
  public Outcome run(Session session) {
    ProofFile written = ProofFile.read(text(session.surroundings().resolve(file)));
    List<Statement> statements = new ArrayList<>();
    if (!written.untouched()) {
      // Nothing that it says can be taken for what was written.
      statements.add(
          new Statement("file", Statement.Verdict.FALSE, "It was changed since it was written."));
      return print(session, statements);
    }
    statements.add(
        new Statement(
            "file",
            Statement.Verdict.HOLDS,
            "It is as it was written, SHA-256 " + written.digest()));
    JsonTree proof = JsonTree.read(written.json());
    try (OpenLive live = OpenLive.open(session, target)) {
      Migration migration = live.migration(record(live, proof.object("migration").text("id")));
      JsonTree now = JsonTree.read(ProofJson.of(ProofFacts.of(migration)));
      List<VerifiedCollection> found =
          ProofCheck.lastOfAll(proof) == null
              ? List.of()
              : new Verifying(migration, LiveConsole.of(session)).run().collections();
      statements.addAll(new ProofCheck(proof, now).run(found));
    }
    return print(session, statements);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new CrossfadeException(ErrorCode.CF_6401, file.toString(), unreadable);
    }
  }

  private static MigrationRecord record(OpenLive live, String id) {
    return live.active().stream()
        .filter(found -> found.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new CrossfadeException(ErrorCode.CF_6402, "migration " + id));
  }

  private static Outcome print(Session session, List<Statement> statements) {
    boolean wrong = statements.stream().anyMatch(one -> one.verdict() == Statement.Verdict.FALSE);
    if (session.json()) {
      session.print(json -> document(json, statements, !wrong));
    } else {
      TextTable table = new TextTable(session, List.of("statement", "verdict", "found"));
      statements.forEach(
          one -> table.row(List.of(one.subject(), one.verdict().words(), one.found())));
      table.end();
      session.print(wrong ? "Something that it says is false." : "Nothing that it says is false.");
    }
    return wrong ? Outcome.DIFFERENT : Outcome.DONE;
  }

  private static void document(JsonOut json, List<Statement> statements, boolean valid) {
    json.object().field("valid", valid).array("statements");
    for (Statement one : statements) {
      json.object()
          .field("subject", one.subject())
          .field("verdict", one.verdict().words())
          .field("found", one.found())
          .end();
    }
    json.end().end();
  }
}
