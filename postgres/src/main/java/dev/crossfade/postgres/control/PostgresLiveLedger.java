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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
    update(
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
    String column = field.name().toLowerCase(Locale.ROOT);
    update(
        "changing live migration " + migration,
        "UPDATE crossfade.live_migrations SET " + column + " = ? WHERE id = ?",
        value,
        migration);
  }

  @Override
  public void throttled(String migration, @Nullable String reason) {
    if (reason == null) {
      update(
          "noting that " + migration + " is not throttled",
          "DELETE FROM crossfade.live_throttled WHERE migration = ?",
          migration);
    } else {
      update("noting that " + migration + " is throttled", SAVE_THROTTLED, migration, reason);
    }
  }

  @Override
  public @Nullable Throttled throttled(String migration) {
    List<Throttled> found =
        list(
            "reading the throttle",
            THROTTLED,
            row -> new Throttled(instant(row, 1), row.getString(2)),
            migration);
    return found.isEmpty() ? null : found.get(0);
  }

  @Override
  public void choose(String migration, Choice choice) {
    update(
        "saving the choice of " + migration,
        SAVE_CHOICE,
        migration,
        choice.tables().toArray(String[]::new),
        choice.exclude().toArray(String[]::new));
  }

  @Override
  public Choice choice(String migration) {
    return list(
            "reading the choice of " + migration,
            "SELECT tables, excluded FROM crossfade.live_choices WHERE migration = ?",
            row -> new Choice(texts(row, 1), texts(row, 2)),
            migration)
        .stream()
        .findFirst()
        .orElse(Choice.ALL);
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  @Override
  public List<MigrationRecord> migrations() {
    control.transact("looking at the control schema", PostgresLiveLedger::requireKnown);
    return list(
        "reading the live migrations",
        MIGRATIONS,
        row ->
            new MigrationRecord(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                instant(row, 8),
                snapshots(row)));
  }

  private static @Nullable Snapshots snapshots(ResultSet row) throws SQLException {
    String sidecar = row.getString(11);
    return sidecar == null
        ? null
        : new Snapshots(Duration.ofMillis(row.getLong(9)), row.getInt(10), sidecar);
  }

  @Override
  public void add(EventRecord event) {
    update(
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
    return list("reading the events", EVENTS, PostgresLiveLedger::event, migration, after, limit);
  }

  @Override
  public List<EventRecord> lastEvents(String migration, int limit) {
    return list(
        "reading the last events", LAST_EVENTS, PostgresLiveLedger::event, migration, limit);
  }

  @Override
  public List<PassRecord> passes(String migration, int limit) {
    return list(
        "reading the passes",
        PASSES,
        row ->
            new PassRecord(
                row.getString(1),
                row.getString(2),
                Direction.valueOf(row.getString(3)),
                instant(row, 4),
                row.getLong(5),
                row.getInt(6),
                row.getLong(7),
                row.getLong(8),
                Duration.of(row.getLong(9), ChronoUnit.MICROS)),
        migration,
        limit);
  }

  @Override
  public Instant now() {
    return list("reading the clock", "SELECT clock_timestamp()", row -> instant(row, 1)).get(0);
  }

  @Override
  public void save(VerificationRecord verification) {
    Instant finished = verification.finishedAt();
    update(
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
    update(
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
    return list(
        "reading the switches",
        SWITCHES,
        row ->
            new SwitchRecord(
                row.getString(1),
                Direction.valueOf(row.getString(2)),
                instant(row, 3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                Duration.of(row.getLong(7), ChronoUnit.MICROS),
                row.getLong(8),
                row.getInt(9),
                row.getString(10)),
        migration);
  }

  @Override
  public List<PassSummary> passSummaries(String migration) {
    return list(
        "summing up the passes",
        PASS_SUMMARIES,
        row ->
            new PassSummary(
                Direction.valueOf(row.getString(1)),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                instant(row, 5),
                instant(row, 6),
                Duration.of(row.getLong(7), ChronoUnit.MICROS),
                Duration.of(row.getLong(8), ChronoUnit.MICROS)),
        migration);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }

  @Override
  public List<VerificationRecord> verifications(String migration, int limit) {
    return list(
        "reading the verifications",
        VERIFICATIONS,
        row ->
            new VerificationRecord(
                row.getString(1),
                row.getString(2),
                instant(row, 3),
                row.getObject(4) == null ? null : instant(row, 4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getString(8),
                Scope.valueOf(row.getString(9))),
        migration,
        limit);
  }

  @Override
  public List<DeadKey> deadKeys(String migration, int limit) {
    return list(
        "reading the dead keys",
        DEAD_KEYS,
        row ->
            new DeadKey(
                row.getString(1),
                row.getBytes(2),
                row.getString(3),
                row.getString(4),
                instant(row, 5)),
        migration,
        limit);
  }

  @Override
  public void accepted(String migration, AcceptedKey key) {
    update(
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
    return list(
        "reading the accepted keys",
        ACCEPTED,
        row ->
            new AcceptedKey(row.getString(1), row.getBytes(2), row.getString(3), row.getString(4)),
        migration);
  }

  @Override
  public void withdrawn(String migration, String table, byte[] key) {
    update("taking an accepted key back", WITHDRAW, migration, table, key);
  }

  @Override
  public Optional<Lease> lease(String migration, String holder) {
    Optional<RunLock> lock = RunLock.take(sessions, "crossfade live lease " + migration);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    try {
      update("taking the lease of " + migration, SAVE_LEASE, migration, holder);
    } catch (RuntimeException e) {
      lock.get().close();
      throw e;
    }
    return Optional.of(new HeldLease(lock.get()));
  }

  @Override
  public @Nullable String leaseHolder(String migration) {
    List<String> holders =
        list("reading who holds the lease", LEASE_HOLDER, row -> row.getString(1), migration);
    return holders.isEmpty() ? null : holders.get(0);
  }

  @Override
  public void forget(String migration) {
    update("forgetting live migration " + migration, FORGET, migration);
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

  private int update(String doing, String sql, @Nullable Object... parameters) {
    return control.transact(
        doing,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
          }
        });
  }

  private <T> List<T> list(
      String doing, String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    return control.transact(
        doing,
        connection -> {
          List<T> records = new ArrayList<>();
          try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, parameters);
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                records.add(mapper.map(row));
              }
            }
          }
          return records;
        });
  }

  private static void bind(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  private static EventRecord event(ResultSet row) throws SQLException {
    return new EventRecord(
        row.getLong(1),
        row.getString(2),
        instant(row, 3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7));
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }

  private static String sql(String name) {
    return SqlText.read(PostgresLiveLedger.class, name);
  }

  private interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
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
