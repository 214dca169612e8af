package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.Action;
import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Question;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.TextTable;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.LiveStore.DeadKey;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.live.DeadKeyList;
import dev.crossfade.live.Migration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dead-keys}. */
@Command(
    name = "dead-keys",
    description =
        "Lists the keys whose rows the closed store cannot hold equal, so that it keeps an older state"
            + " of them, and what is in the way. They shut a gate until each is mended, by a change of"
            + " the row or a wider column, or accepted by its name. One that is written again and still"
            + " does not fit counts anew.",
    footer = {
      "  ./crossfade dead-keys",
      "  ./crossfade dead-keys --accept sale:401,1 --accept customer:42 --reason \"test data\"",
      "  ./crossfade dead-keys --withdraw customer:42"
    })
public final class DeadKeysCommand implements Action {
  @Option(
      names = "--accept",
      paramLabel = "KEY",
      description = "A switch may leave this key behind as it is; recorded. May be repeated.")
  List<String> accept = new ArrayList<>();

  @Option(
      names = "--withdraw",
      paramLabel = "KEY",
      description = "Take that back. May be repeated.")
  List<String> withdraw = new ArrayList<>();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; needed with --accept.")
  @Nullable String reason;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "List at most N. Default: 100.")
  int limit;

  @Option(names = "--yes", description = "Accept without asking.")
  boolean yes;

  @Option(names = "--dry-run", description = "Read the keys given, and change nothing.")
  boolean dryRun;

  @Mixin SourceChoice choice = new SourceChoice();

  @Override
  public Outcome run(Session session) {
    if (!accept.isEmpty() && (reason == null || reason.isBlank())) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--accept needs --reason TEXT");
    }
    if (limit < 1) {
      throw new CrossfadeException(ErrorCode.CF_1001, "--limit takes 1 or more, not " + limit);
    }
    try (OpenLive live = OpenLive.open(session, choice.target)) {
      Migration migration = live.followed(choice.source);
      DeadKeyList list = new DeadKeyList(migration);
      Map<CollectionPlan, List<byte[]>> taken = KeyArguments.read(migration, accept);
      Map<CollectionPlan, List<byte[]>> back = KeyArguments.read(migration, withdraw);
      if (!dryRun && !agreed(session)) {
        session.note("Nothing was changed.");
        return Outcome.FAILED;
      }
      if (!dryRun && !back.isEmpty()) {
        list.withdraw(back, reason);
      }
      if (!dryRun && !taken.isEmpty()) {
        list.accept(taken, String.valueOf(reason));
      }
      print(session, list.list(limit));
      return Outcome.DONE;
    }
  }

  private boolean agreed(Session session) {
    return accept.isEmpty()
        || yes
        || new Question(session)
            .agreed(
                "Leave the newer values of "
                    + String.join(" ", accept)
                    + " behind when the stores are switched?");
  }

  private void print(Session session, List<DeadKeyList.Entry> entries) {
    if (session.json()) {
      session.print(json -> document(json, entries));
    } else if (entries.isEmpty()) {
      session.print("No key is dead.");
    } else {
      TextTable table = new TextTable(session, List.of("key", "column", "why", "accepted", "by"));
      for (DeadKeyList.Entry entry : entries) {
        table.row(
            Arrays.asList(
                KeyArguments.text(entry.key().plan(), entry.key().key()),
                text(entry.key().column()),
                entry.key().code() + " " + title(entry.key()),
                entry.key().accepted() ? text(entry.reason()) : "no",
                text(entry.actor())));
      }
      table.end();
      if (entries.size() == limit) {
        session.note("There may be more; --limit shows them.");
      }
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String title(DeadKey key) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.code().equals(key.code()))
        .map(ErrorCode::title)
        .findFirst()
        .orElse("");
  }

  private static void document(JsonOut json, List<DeadKeyList.Entry> entries) {
    json.object().array("deadKeys");
    for (DeadKeyList.Entry entry : entries) {
      json.object()
          .field("table", entry.key().plan().target())
          .field("key", KeyArguments.text(entry.key().plan(), entry.key().key()))
          .field("column", entry.key().column())
          .field("code", entry.key().code())
          .field("title", title(entry.key()))
          .field("accepted", entry.key().accepted())
          .field("reason", entry.reason())
          .field("actor", entry.actor())
          .end();
    }
    json.end().end();
  }
}
