package dev.crossfade.cli.data;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.Shell;
import dev.crossfade.config.PlanYaml;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.shape.SourceShape;
import dev.crossfade.move.Finding;
import dev.crossfade.move.MoveSource;
import dev.crossfade.move.Preparation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plan}. */
@Command(
    name = "plan",
    description =
        "Writes the mapping of a source as a file to edit: tables, columns, types with the reason,"
            + " other types that would fit, renames, keys, what to leave out. Of several sources a"
            + " YAML document each, in one file.",
    footer = {
      "  ./crossfade plan app.sqlite --out plan.yaml",
      "  ./crossfade plan app.sqlite                     (prints it)",
      "  ./crossfade move app.sqlite --plan plan.yaml",
      "  ./crossfade plan app.sqlite users.sqlite --out both.yaml",
      "  ./crossfade follow --plan both.yaml"
    })
public final class PlanCommand implements Action {
  @Parameters(
      arity = "0..*",
      paramLabel = "SOURCE",
      description = "SQLite files, JSON, JSONL, EDN or CSV files, or folders; --schema needs none.")
  List<String> sources = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it; standard output when left out.")
  @Nullable String out;

  @Option(names = "--force", description = "Replace the file if it is there.")
  boolean force;

  @Option(names = "--schema", description = "Print the JSON Schema of plan files instead.")
  boolean schema;

  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin SourceOptions sourceOptions = new SourceOptions();

  @Override
  public Outcome run(Session session) {
    if (schema) {
      session.print(PlanYaml.schema().stripTrailing());
      return Outcome.DONE;
    }
    if (sources.isEmpty()) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, "Missing required parameter: 'SOURCE'\nHelp: crossfade plan --help");
    }
    List<Finding> notes = new ArrayList<>();
    List<String> plans = sources.stream().distinct().map(one -> plan(session, one, notes)).toList();
    write(session, PlanYaml.join(plans));
    notes.forEach(note -> session.note(note.text()));
    return Outcome.DONE;
  }

  private String plan(Session session, String location, List<Finding> notes) {
    MoveSource opened = OpenSource.open(session, location, sourceOptions);
    try (dev.crossfade.core.store.Source reading = opened.source()) {
      SourceShape shape = reading.inspect(0, session.events());
      Plan plan = Preparation.plan(opened, shape, selection.tables, selection.exclude, notes);
      return PlanYaml.write(plan.withSource(location), shape);
    }
  }

  private void write(Session session, String text) {
    String file = out;
    if (file == null) {
      session.print(text.stripTrailing());
      return;
    }
    Path path = session.surroundings().resolve(file);
    if (Files.exists(path) && !force) {
      throw new CrossfadeException(
          ErrorCode.CF_1001, file + " exists; choose another name, or replace it with --force");
    }
    try {
      Files.writeString(
          path,
          text,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException failed) {
      throw new CrossfadeException(ErrorCode.CF_1107, file + ": " + failed, failed);
    }
    if (session.json()) {
      session.print(json -> json.object().field("plan", file).end());
    } else {
      String plan = " --plan " + Shell.word(file);
      session.print(
          "Wrote "
              + file
              + ". Edit it, then: crossfade "
              + (sources.size() == 1
                  ? "move " + Shell.word(sources.get(0)) + plan
                  : "follow" + plan + ", or move one of them with it"));
    }
  }
}
