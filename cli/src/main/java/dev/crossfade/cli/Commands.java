package dev.crossfade.cli;

import dev.crossfade.cli.data.InspectCommand;
import dev.crossfade.cli.data.MoveCommand;
import dev.crossfade.cli.data.PlanCommand;
import dev.crossfade.cli.data.VerifyCommand;
import dev.crossfade.cli.demo.DemoCommand;
import dev.crossfade.cli.ledger.RejectsCommand;
import dev.crossfade.cli.ledger.RunsCommand;
import dev.crossfade.cli.live.BackCommand;
import dev.crossfade.cli.live.DeadKeysCommand;
import dev.crossfade.cli.live.EventsCommand;
import dev.crossfade.cli.live.FollowCommand;
import dev.crossfade.cli.live.LiveVerify;
import dev.crossfade.cli.live.PauseCommand;
import dev.crossfade.cli.live.ProofCommand;
import dev.crossfade.cli.live.ReconcileCommand;
import dev.crossfade.cli.live.RepairCommand;
import dev.crossfade.cli.live.ResumeCommand;
import dev.crossfade.cli.live.RetireCommand;
import dev.crossfade.cli.live.StageCommand;
import dev.crossfade.cli.live.StatusCommand;
import dev.crossfade.cli.live.SwitchCommand;
import dev.crossfade.cli.live.ThrottleCommand;
import dev.crossfade.cli.query.SqlCommand;
import dev.crossfade.cli.surroundings.CompletionCommand;
import dev.crossfade.cli.surroundings.DoctorCommand;
import dev.crossfade.cli.surroundings.SetupCommand;
import dev.crossfade.cli.target.TargetCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The tree of all commands. Reading its annotations takes time, so a run makes what it needs. */
final class Commands {
  private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

  static {
    leaf("move", MoveCommand::new);
    leaf("inspect", InspectCommand::new);
    leaf("plan", PlanCommand::new);
    leaf("verify", () -> new VerifyCommand(LiveVerify::verify));
    leaf("follow", FollowCommand::new);
    leaf("status", StatusCommand::new);
    ENTRIES.put("switch", new Entry(SwitchCommand::tree, SwitchCommand::tree));
    leaf("stage", StageCommand::new);
    leaf("back", BackCommand::new);
    leaf("pause", PauseCommand::new);
    leaf("resume", ResumeCommand::new);
    ENTRIES.put("throttle", new Entry(ThrottleCommand::tree, ThrottleCommand::tree));
    leaf("reconcile", ReconcileCommand::new);
    leaf("repair", RepairCommand::new);
    leaf("dead-keys", DeadKeysCommand::new);
    leaf("retire", RetireCommand::new);
    leaf("events", EventsCommand::new);
    ENTRIES.put("proof", new Entry(ProofCommand::tree, ProofCommand::group));
    leaf("demo", DemoCommand::new);
    ENTRIES.put("rejects", new Entry(RejectsCommand::tree, RejectsCommand::group));
    ENTRIES.put("runs", new Entry(RunsCommand::tree, RunsCommand::group));
    leaf("sql", SqlCommand::new);
    ENTRIES.put("target", new Entry(TargetCommand::tree, TargetCommand::group));
    leaf("setup", SetupCommand::new);
    leaf("doctor", DoctorCommand::new);
    leaf("completion", () -> new CompletionCommand(Cli::commands));
  }

  /**
   * How to make a command.
   *
   * @param whole with the commands below it
   * @param alone without them
   */
  private record Entry(Supplier<CommandLine> whole, Supplier<CommandLine> alone) {}

  private Commands() {}

  /** All commands. */
  static CommandLine tree() {
    CommandLine root = new CommandLine(new Root());
    ENTRIES.forEach((name, entry) -> root.addSubcommand(name, entry.whole().get()));
    return root;
  }

  /** What is needed to run these arguments, or to say what is wrong with them. */
  static CommandLine tree(String... arguments) {
    CommandLine root = new CommandLine(new Root());
    Optional<String> word =
        Stream.of(arguments).filter(argument -> !argument.startsWith("-")).findFirst();
    Entry named = word.map(ENTRIES::get).orElse(null);
    if (named == null) {
      ENTRIES.forEach((name, entry) -> root.addSubcommand(name, entry.alone().get()));
    } else {
      root.addSubcommand(word.get(), named.whole().get());
    }
    return root;
  }

  private static void leaf(String name, Supplier<Object> command) {
    Supplier<CommandLine> made = () -> new CommandLine(command.get());
    ENTRIES.put(name, new Entry(made, made));
  }
}
