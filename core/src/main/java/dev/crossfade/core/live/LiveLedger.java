package dev.crossfade.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the control schema of the target knows of live migrations beside the control rows. */
public interface LiveLedger {
  /** Makes or upgrades the control schema; safe when several processes do it at once. */
  void migrate();

  /** Writes a migration, or replaces the one of the same id. */
  void save(MigrationRecord migration);

  /**
   * Changes one field of a migration, and no other: several processes change theirs at once. A
   * migration that is not there stays so.
   *
   * @param value null to clear it
   */
  void set(String migration, Field field, @Nullable String value);

  /**
   * Changes one field of a migration if nobody else has since it was read.
   *
   * @param expected what it must be for that; null when it must be cleared
   * @param value null to clear it
   * @return whether it was changed
   */
  boolean replace(String migration, Field field, @Nullable String expected, @Nullable String value);

  /** What is changed of a migration while it runs. */
  enum Field {
    /** Name of the stage; never null. */
    STAGE,
    /** Why it is paused. */
    PAUSED,
    /** Limits of the throttle as text. */
    THROTTLE,
    /** The plan as a plan file; never null. */
    PLAN_TEXT
  }

  /**
   * Notes why passes wait for the throttle, or that they do not.
   *
   * @param reason null when nothing holds them back
   */
  void throttled(String migration, @Nullable String reason);

  /** Why passes wait for the throttle; null when nothing holds them back. */
  @Nullable Throttled throttled(String migration);

  /** Keeps which tables were chosen, for those that come later. */
  void choose(String migration, Choice choice);

  /** Which tables were chosen when it began. */
  Choice choice(String migration);

  /** All migrations, oldest first. */
  List<MigrationRecord> migrations();

  /** Adds an event; its id is given here. */
  void add(EventRecord event);

  /**
   * Events in the order in which they happened.
   *
   * @param migration its id
   * @param after only events with a larger id
   * @param limit at most so many
   */
  List<EventRecord> events(String migration, long after, int limit);

  /** The last events, newest first. */
  List<EventRecord> lastEvents(String migration, int limit);

  /** Passes applied to a store, newest first. */
  List<PassRecord> passes(String migration, int limit);

  /** Writes a verification, or replaces the one of the same id. */
  void save(VerificationRecord verification);

  /** Verifications, newest first. */
  List<VerificationRecord> verifications(String migration, int limit);

  /** Writes a switch that has ended. */
  void save(SwitchRecord ended);

  /** Every switch that has ended, oldest first. */
  List<SwitchRecord> switches(String migration);

  /** The passes that are still listed, by direction. */
  List<PassSummary> passSummaries(String migration);

  /**
   * What time it is where the ledger is. Ages are told by this clock alone, since those of the
   * machines that take part may be wrong.
   */
  Instant now();

  /** Dead keys of the closed store. */
  List<DeadKey> deadKeys(String migration, int limit);

  /** Notes that a person accepted a dead key, and why; replaces an older note. */
  void accepted(String migration, AcceptedKey key);

  /** What was accepted and not taken back, by table; it may have died anew since. */
  List<AcceptedKey> accepted(String migration);

  /** Takes such a note away. */
  void withdrawn(String migration, String table, byte[] key);

  /**
   * Who accepted that a switch leaves a dead key as it is.
   *
   * @param table in the target
   * @param key the encoded key
   * @param reason why
   * @param actor who: user, host and process id
   */
  record AcceptedKey(String table, byte[] key, String reason, String actor) {}

  /**
   * Takes the lease under which one process at a time makes passes. It saves work; correctness does
   * not need it.
   *
   * @param holder who asks: host and process id
   * @return released by closing, and by the death of its process; empty when another holds it
   */
  Optional<Lease> lease(String migration, String holder);

  /** Who holds the lease, or null when nobody does. */
  @Nullable String leaseHolder(String migration);

  /** Removes all rows of a migration; its events stay with a last one that says so. */
  void forget(String migration);

  /** A lease that is held until it is closed. */
  interface Lease extends AutoCloseable {
    /** Whether it is still held: the connection under it lives. */
    boolean held();

    @Override
    void close();
  }

  /**
   * Which tables of a source are followed.
   *
   * @param tables globs of those that are; empty for all
   * @param exclude globs of those that are not
   */
  record Choice(List<String> tables, List<String> exclude) {
    /** All tables. */
    public static final Choice ALL = new Choice(List.of(), List.of());
  }

  /**
   * A live migration.
   *
   * @param id unique, sortable by time
   * @param source location of the first store as an absolute path
   * @param schema schema of the target
   * @param planText the plan as a plan file
   * @param stage name of the stage
   * @param paused why it is paused, or null
   * @param throttle limits as text, or null
   * @param createdAt when it began
   * @param snapshots how snapshots of the source are compared; null when triggers are installed in
   *     it
   */
  record MigrationRecord(
      String id,
      String source,
      String schema,
      String planText,
      String stage,
      @Nullable String paused,
      @Nullable String throttle,
      Instant createdAt,
      @Nullable Snapshots snapshots) {
    /** One that follows by triggers. */
    public MigrationRecord(
        String id,
        String source,
        String schema,
        String planText,
        String stage,
        @Nullable String paused,
        @Nullable String throttle,
        Instant createdAt) {
      this(id, source, schema, planText, stage, paused, throttle, createdAt, null);
    }

    /** The same, followed in another way. */
    public MigrationRecord with(@Nullable Snapshots other) {
      return new MigrationRecord(
          id, source, schema, planText, stage, paused, throttle, createdAt, other);
    }
  }

  /**
   * How a source is followed that stays untouched.
   *
   * @param every time from one look to the next
   * @param percent a pass that deletes more of the rows than this pauses
   * @param sidecar absolute path of the file of digests
   */
  record Snapshots(Duration every, int percent, String sidecar) {}

  /**
   * Passes that wait for the throttle.
   *
   * @param since when they began to
   * @param reason what they wait for, as it was seen last
   */
  record Throttled(Instant since, String reason) {}

  /**
   * Something that happened.
   *
   * @param id grows; 0 for one that is not written yet
   * @param migration its id
   * @param at when, by the clock of the process that wrote it
   * @param kind one word: installed, backfilled, following, paused, gate, closed, opened, ...
   * @param actor who: user, host and process id
   * @param text one sentence without row values
   * @param reason what a person gave as the reason, or null
   */
  record EventRecord(
      long id,
      String migration,
      Instant at,
      String kind,
      String actor,
      String text,
      @Nullable String reason) {}

  /**
   * A pass that was applied.
   *
   * @param id of the pass
   * @param migration its id
   * @param direction FORTH into the target, BACK into the first store
   * @param at when it was committed
   * @param keys dirty keys in it
   * @param deadKeys those that did not fit
   * @param epoch of the source
   * @param version of the closed store after it
   * @param took from the snapshot to the commit
   */
  record PassRecord(
      String id,
      String migration,
      Direction direction,
      Instant at,
      long keys,
      int deadKeys,
      long epoch,
      long version,
      Duration took) {}

  /**
   * A verification under load, or in the barrier of a switch.
   *
   * @param id unique, sortable by time
   * @param migration its id
   * @param startedAt when it began
   * @param finishedAt when it ended, or null while it runs
   * @param rows rows compared
   * @param differences how many keys differ
   * @param version of the closed store at its end
   * @param details differences by key, digests by table, as JSON
   * @param scope what was compared
   */
  record VerificationRecord(
      String id,
      String migration,
      Instant startedAt,
      @Nullable Instant finishedAt,
      long rows,
      long differences,
      long version,
      String details,
      Scope scope) {
    /** Of every row. */
    public VerificationRecord(
        String id,
        String migration,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long rows,
        long differences,
        long version,
        String details) {
      this(id, migration, startedAt, finishedAt, rows, differences, version, details, Scope.ALL);
    }
  }

  /** What a verification compares. */
  enum Scope {
    /** Every row. */
    ALL,
    /** The keys that changed since they were compared last. */
    CHANGED
  }

  /**
   * A try to take writers from one store to the other.
   *
   * @param migration its id
   * @param direction FORTH to the second store
   * @param endedAt when, by the clock of the process that made it
   * @param actor who: user, host and process id
   * @param outcome how it ended, a name of {@link SwitchResult.Outcome}
   * @param ballot what it was promised; 0 for none
   * @param waited how long a writer can have waited
   * @param keys brought over while both were closed
   * @param passes made for them
   * @param gates what the gates before and in the barrier said, with the reasons of overrides, as
   *     JSON
   */
  record SwitchRecord(
      String migration,
      Direction direction,
      Instant endedAt,
      String actor,
      String outcome,
      long ballot,
      Duration waited,
      long keys,
      int passes,
      String gates) {}

  /**
   * All passes of one direction that are still listed.
   *
   * @param direction of them
   * @param passes how many
   * @param keys dirty keys in them
   * @param deadKeys those that did not fit
   * @param first when the first was committed
   * @param last when the last was committed
   * @param half so long took half of them at most, from the snapshot to the commit
   * @param most so long took 99 of 100 at most
   */
  record PassSummary(
      Direction direction,
      long passes,
      long keys,
      long deadKeys,
      Instant first,
      Instant last,
      Duration half,
      Duration most) {}

  /**
   * A key whose value in the open store does not fit the closed one.
   *
   * @param table in the target
   * @param key the encoded key
   * @param column the column that does not fit, or null when the row as a whole does not
   * @param code why
   * @param at when it was met last
   */
  record DeadKey(String table, byte[] key, @Nullable String column, String code, Instant at) {}

  /** Which store feeds which. */
  enum Direction {
    /** The first store is open. */
    FORTH,
    /** The second store is open. */
    BACK
  }
}
