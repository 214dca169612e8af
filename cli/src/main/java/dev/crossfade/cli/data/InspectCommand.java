package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.move.MoveSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}. */
@Command(
    name = "inspect",
    description =
        "Reads a source and says what is in it: tables, rows, columns with the evidence for their"
            + " types, keys, and problems. Changes nothing and needs no target.",
    footer = {
      "  ./crossfade inspect app.sqlite",
      "  ./crossfade inspect exports/ --sample 10000",
      "  ./crossfade inspect app.sqlite --json"
    })
public final class InspectCommand implements Action {
  @Parameters(
      paramLabel = "SOURCE",
      description = "A SQLite file, a JSON, JSONL, EDN or CSV file, or a folder.")
  String source = "";

  @Option(
      names = "--sample",
      paramLabel = "N",
      description =
          "Look at N rows of each table only; the evidence then says little about the rest.")
  long sample;

  @Mixin SourceOptions sourceOptions = new SourceOptions();

  @Override
  public Outcome run(Session session) {
    if (sample < 0) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--sample takes a positive number");
    }
    MoveSource opened = OpenSource.open(session, source, sourceOptions);
    try (dev.crossfade.core.store.Source reading = opened.source()) {
      SourceShape shape = reading.inspect(sample, session.events());
      if (session.json()) {
        session.print(json -> ShapeJson.write(json, shape));
      } else {
        new ShapeText(session).print(shape);
      }
      return Outcome.DONE;
    }
  }
}
