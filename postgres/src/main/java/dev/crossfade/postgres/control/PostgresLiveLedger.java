package dev.crossfade.postgres.control;

import dev.crossfade.core.live.LiveLedger;
import dev.crossfade.core.value.Tag;
import dev.crossfade.postgres.session.Sessions;
import dev.crossfade.postgres.session.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the schema {@code crossfade} of the target knows of live migrations. Times are kept to the
 * microsecond. Safe for several threads.
 */
public final class PostgresLiveLedger implements LiveLedger {
  private static final String SAVE_MIGRATION = sql("live_save_migration.sql");
  private static final String SAVE_CHOICE = sql("live_save_choice.sql");
  private static final String MIGRATIONS = sql("live_migrations.sql");
  private static final String ADD_EVENT = sql("live_add_event.sql");
  private static final String EVENTS = sql("live_events.sql");
  private static final String LAST_EVENTS = sql("live_last_events.sql");
  private static final String PASSES = sql("live_passes.sql");
  private static final String SAVE_VERIFICATION = sql("live_save_verification.sql");
  private static final String VERIFICATIONS = sql("live_verifications.sql");
  private static final String SAVE_SWITCH = sql("live_save_switch.sql");
  private static final String SWITCHES = sql("live_switches.sql");
  private static final String PASS_SUMMARIES = sql("live_pass_summaries.sql");
  private static final String DEAD_KEYS = sql("live_dead_keys.sql");
  private static final String SAVE_LEASE = sql("live_save_lease.sql");
  private static final String LEASE_HOLDER = sql("live_lease_holder.sql");
  private static final String FORGET = sql("live_forget.sql");
  private static final String ACCEPTED = sql("live_accepted.sql");
  private static final String SAVE_ACCEPTED = sql("live_save_accepted.sql");
  private static final String WITHDRAW = sql("live_withdraw.sql");
  private static final String THROTTLED = sql("live_throttled.sql");
  private static final String SAVE_THROTTLED = sql("live_save_throttled.sql");

  private static final int KNOWN = Migration.known().size();

  private final Sessions sessions;
  private final ControlWork control;

  /**
   * @param sessions connections to the target, closed by the caller
   */
  public PostgresLiveLedger(Sessions sessions) {
    this.sessions = sessions;
    control = new ControlWork(sessions);
  }

  @Override
  public void migrate() {
    new Migrator(sessions, Migration.known()).migrate();
  }

  @Override
  public void save(MigrationRecord migration) {
    Snapshots snapshots = migration.snapshots();
    control.update(
        "saving live migration " + migration.id(),
        SAVE_MIGRATION,
        migration.id(),
        migration.source(),
        migration.schema(),
        migration.planText(),
        migration.stage(),
        migration.paused(),
        migration.throttle(),
        time(migration.createdAt()),
        snapshots == null ? null : snapshots.every().toMillis(),
        snapshots == null ? null : snapshots.percent(),
        snapshots == null ? null : snapshots.sidecar());
  }

  @Override
  public void set(String migration, Field field, @Nullable String value) {
    control.update(
        "changing live migration " + migration,
        "UPDATE crossfade.live_migrations SET " + column(field) + " = ? WHERE id = ?",
        value,
        migration);
  }

  @Override
  public boolean replace(
      String migration, Field field, @Nullable String expected, @Nullable String value) {
    return control.update(
            "changing live migration " + migration,
            "UPDATE crossfade.live_migrations SET "
                + column(field)
                + " = ? WHERE id = ? AND "
                + column(field)
                + " IS NOT DISTINCT FROM ?::text",
            value,
            migration,
            expected)
        == 1;
  }

  private static String column(Field field) {
    return field.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void throttled(String migration, @Nullable String reason) {
    if (reason == null) {
      control.update(
          "noting that " + migration + " is not throttled",
          "DELETE FROM crossfade.live_throttled WHERE migration = ?",
          migration);
    } else {
      control.update(
          "noting that " + migration + " is throttled", SAVE_THROTTLED, migration, reason);
    }
  }

  @Override
  public @Nullable Throttled throttled(String migration) {
    List<Throttled> found =
        control.list("reading the throttle", THROTTLED, LiveLedgerRows::throttled, migration);
    return found.isEmpty() ? null : found.get(0);
  }

  @Override
  public void choose(String migration, Choice choice) {
    control.update(
        "saving the choice of " + migration,
        SAVE_CHOICE,
        migration,
        choice.tables().toArray(String[]::new),
        choice.exclude().toArray(String[]::new));
  }

  @Override
  public Choice choice(String migration) {
    return control
        .list(
            "reading the choice of " + migration,
            "SELECT tables, excluded FROM crossfade.live_choices WHERE migration = ?",
            LiveLedgerRows::choice,
            migration)
        .stream()
        .findFirst()
        .orElse(Choice.ALL);
  }

  @Override
  public List<MigrationRecord> migrations() {
    control.transact("looking at the control schema", PostgresLiveLedger::requireKnown);
    return control.list("reading the live migrations", MIGRATIONS, LiveLedgerRows::migration);
  }

  @Override
  public void add(EventRecord event) {
    control.update(
        "adding an event",
        ADD_EVENT,
        event.migration(),
        time(event.at()),
        event.kind(),
        event.actor(),
        event.text(),
        event.reason());
  }

  @Override
  public List<EventRecord> events(String migration, long after, int limit) {
    return control.list(
        "reading the events", EVENTS, LiveLedgerRows::event, migration, after, limit);
  }

  @Override
  public List<EventRecord> lastEvents(String migration, int limit) {
    return control.list(
        "reading the last events", LAST_EVENTS, LiveLedgerRows::event, migration, limit);
  }

  @Override
  public List<PassRecord> passes(String migration, int limit) {
    return control.list("reading the passes", PASSES, LiveLedgerRows::pass, migration, limit);
  }

  @Override
  public Instant now() {
    return control
        .list(
            "reading the clock", "SELECT clock_timestamp()", row -> LiveLedgerRows.instant(row, 1))
        .get(0);
  }

  @Override
  public void save(VerificationRecord verification) {
    Instant finished = verification.finishedAt();
    control.update(
        "saving verification " + verification.id(),
        SAVE_VERIFICATION,
        verification.id(),
        verification.migration(),
        time(verification.startedAt()),
        finished == null ? null : time(finished),
        verification.rows(),
        verification.differences(),
        verification.version(),
        verification.details(),
        verification.scope().name());
  }

  @Override
  public void save(SwitchRecord ended) {
    control.update(
        "saving a switch of " + ended.migration(),
        SAVE_SWITCH,
        ended.migration(),
        ended.direction().name(),
        time(ended.endedAt()),
        ended.actor(),
        ended.outcome(),
        ended.ballot(),
        micros(ended.waited()),
        ended.keys(),
        ended.passes(),
        ended.gates());
  }

  @Override
  public List<SwitchRecord> switches(String migration) {
    return control.list("reading the switches", SWITCHES, LiveLedgerRows::switched, migration);
  }

  @Override
  public List<PassSummary> passSummaries(String migration) {
    return control.list(
        "summing up the passes", PASS_SUMMARIES, LiveLedgerRows::passSummary, migration);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }

  @Override
  public List<VerificationRecord> verifications(String migration, int limit) {
    return control.list(
        "reading the verifications", VERIFICATIONS, LiveLedgerRows::verification, migration, limit);
  }

  @Override
  public List<DeadKey> deadKeys(String migration, int limit) {
    return control.list(
        "reading the dead keys", DEAD_KEYS, LiveLedgerRows::deadKey, migration, limit);
  }

  @Override
  public void accepted(String migration, AcceptedKey key) {
    control.update(
        "noting an accepted key",
        SAVE_ACCEPTED,
        migration,
        key.table(),
        key.key(),
        key.key(),
        Tag.VERSION,
        key.reason(),
        key.actor());
  }

  @Override
  public List<AcceptedKey> accepted(String migration) {
    return control.list("reading the accepted keys", ACCEPTED, LiveLedgerRows::accepted, migration);
  }

  @Override
  public void withdrawn(String migration, String table, byte[] key) {
    control.update("taking an accepted key back", WITHDRAW, migration, table, key);
  }

  @Override
  public Optional<Lease> lease(String migration, String holder) {
    Optional<RunLock> lock = RunLock.take(sessions, "crossfade live lease " + migration);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    try {
      control.update("taking the lease of " + migration, SAVE_LEASE, migration, holder);
    } catch (RuntimeException e) {
      lock.get().close();
      throw e;
    }
    return Optional.of(new HeldLease(lock.get()));
  }

  @Override
  public @Nullable String leaseHolder(String migration) {
    List<String> holders =
        control.list(
            "reading who holds the lease", LEASE_HOLDER, row -> row.getString(1), migration);
    return holders.isEmpty() ? null : holders.get(0);
  }

  @Override
  public void forget(String migration) {
    control.update("forgetting live migration " + migration, FORGET, migration);
  }

  /**
   * Every command and every look of a follower begins here; so none works on what it is too old
   * for.
   */
  private static boolean requireKnown(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("SELECT max(version) FROM crossfade.migrations");
        ResultSet row = query.executeQuery()) {
      row.next();
      Migrator.requireKnown(row.getInt(1), KNOWN);
      return true;
    }
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static String sql(String name) {
    return SqlText.read(PostgresLiveLedger.class, name);
  }

  private record HeldLease(RunLock lock) implements Lease {
    @Override
    public boolean held() {
      return lock.held();
    }

    @Override
    public void close() {
      lock.close();
    }
  }
}
