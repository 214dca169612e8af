package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Outcome;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.cli.frame.TextTable;
import dev.crossfade.cli.target.TargetOptions;
import dev.crossfade.core.live.VerifiedCollection;
import dev.crossfade.live.LaneSource;
import dev.crossfade.live.Migration;
import dev.crossfade.live.Verifying;
import dev.crossfade.move.DifferenceText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** {@code verify --live}. */
public final class LiveVerify {
  private final Session session;

  private LiveVerify(Session session) {
    this.session = session;
  }

  /**
   * Verifies once, or again and again until it is asked to stop.
   *
   * @param target where the migration is
   * @param source the followed file, or null for the only one
   * @param changed only the keys that changed since they were compared last
   * @param every the time from one begin to the next, or null for once
   */
  public static Outcome verify(
      Session session,
      TargetOptions target,
      @Nullable String source,
      boolean changed,
      @Nullable Duration every) {
    try (OpenLive live = OpenLive.open(session, target)) {
      return new LiveVerify(session).run(live, live.migrations(source), changed, every);
    }
  }

  private Outcome run(
      OpenLive live, List<Migration> meant, boolean changed, @Nullable Duration every) {
    while (true) {
      long begun = System.nanoTime();
      Outcome outcome =
          Each.run(
              session,
              meant,
              migration ->
                  LaneSource.of(migration).isPresent()
                      ? PartVerify.run(session, live.owner(), migration, changed)
                      : one(migration, changed));
      session.surroundings().out().flush();
      if (every == null || outcome != Outcome.DONE) {
        return outcome;
      }
      long end = begun + every.toNanos();
      while (end - System.nanoTime() > 0) {
        session.cancellation().check();
        LockSupport.parkNanos(Math.min(200_000_000, end - System.nanoTime()));
      }
    }
  }

  private Each.Done one(Migration migration, boolean changed) {
    Verifying verifying = new Verifying(migration, LiveConsole.of(session));
    Verifying.Report report = changed ? verifying.changed() : verifying.run();
    return new Each.Done(
        report.equal() ? Outcome.DONE : Outcome.DIFFERENT,
        json -> fields(json, report),
        () -> print(report));
  }

  private static void fields(JsonOut json, Verifying.Report report) {
    json.field("id", report.record().id())
        .field("equal", report.equal())
        .field("rows", report.record().rows())
        .field("differences", report.record().differences());
    tables(json, report.collections());
  }

  private void print(Verifying.Report report) {
    print(session, report.collections());
    report.collections().forEach(this::differences);
    session.print(sentence(report.equal()));
  }

  /** What came out. */
  static String sentence(boolean equal) {
    return equal ? "Equal, while writers went on." : "Different; see the keys above.";
  }

  /** The table of counts without its rows. */
  static TextTable table(Session session) {
    return new TextTable(
        session,
        List.of("table", "rows", "missing", "extra", "differing", "dead", "digest"),
        new boolean[] {false, true, true, true, true, true, false});
  }

  /** A row of counts for each table. */
  static void print(Session session, List<VerifiedCollection> collections) {
    TextTable table = table(session);
    for (VerifiedCollection found : collections) {
      table.row(
          List.of(
              found.plan().target(),
              Long.toString(found.rows()),
              Long.toString(found.missing()),
              Long.toString(found.extra()),
              Long.toString(found.differing()),
              Long.toString(found.deadKeys()),
              found.source().hex()));
    }
    table.end();
  }

  private void differences(VerifiedCollection found) {
    found
        .listed()
        .forEach(difference -> session.print(DifferenceText.line(found.plan(), difference)));
  }

  private static void tables(JsonOut json, List<VerifiedCollection> collections) {
    json.array("tables");
    for (VerifiedCollection found : collections) {
      json.object()
          .field("table", found.plan().target())
          .field("compared", found.rows())
          .field("missing", found.missing())
          .field("extra", found.extra())
          .field("differing", found.differing())
          .field("dead", found.deadKeys())
          .field("sourceDigest", found.source().hex())
          .field("targetDigest", found.target().hex())
          .field("chunks", (long) found.chunks())
          .field("firstVersion", found.first())
          .field("version", found.version())
          .field("longestMicros", found.longest().toNanos() / 1000);
      json.array("keys");
      found
          .listed()
          .forEach(difference -> json.value(DifferenceText.line(found.plan(), difference)));
      json.end();
      json.end();
    }
    json.end();
  }
}
