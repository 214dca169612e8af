package dev.crossfade.postgres.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.live.ChangedKey;
import dev.crossfade.core.live.ChangedKeys;
import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.PreparedPasses;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.store.KeyRange;
import dev.crossfade.core.store.RowScan;
import dev.crossfade.postgres.session.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tables of PostgreSQL as a store of a live migration. Works behind a pooler in transaction mode
 * and without a superuser; needs the rights of the tables' owner and TEMPORARY on the database.
 */
public final class PostgresLiveStore implements LiveStore {
  private final Sessions sessions;
  private final LiveTarget target;
  private final LiveSession session;
  private final ControlRow control;
  private final Gatekeeper gatekeeper;
  private final Fingerprints fingerprints;
  private final Guard guard;
  private final PassWriter writer;
  private final Taking taking;
  private final LockHolders holders;
  private final Outbox outbox;
  private final Administration administration;
  private final ServerIdentity server;

  /**
   * @param sessions connections to the database, closed by the caller
   * @param target the tables, which exist
   * @param patience how long closing, installing and taking wait for writers and for locks on
   *     tables
   */
  public PostgresLiveStore(Sessions sessions, LiveTarget target, Duration patience) {
    this.sessions = sessions;
    this.target = target;
    session = new LiveSession(sessions);
    control = new ControlRow(target.migration());
    fingerprints = new Fingerprints(target);
    gatekeeper = new Gatekeeper(target, session, control, fingerprints, patience);
    guard = new Guard(target, fingerprints);
    writer = new PassWriter(target, control, patience);
    holders = new LockHolders(target, session, patience);
    outbox = new Outbox(target.migration(), session);
    taking =
        new Taking(
            session, new PassReader(target, control, fingerprints, patience), outbox, name());
    server = new ServerIdentity(target.migration(), session, control);
    administration = new Administration(target, session, control, gatekeeper, guard, fingerprints);
  }

  /** How the triggers of the followed tables are. */
  public enum Installation {
    /** Nothing was installed. */
    NONE,
    /** As they were installed. */
    INTACT,
    /** Triggers, columns or tables were changed since, or tables came to the migration. */
    CHANGED
  }

  /**
   * Makes the control row of the migration and claims its tables, where that is not done already.
   *
   * @param first the state to begin with
   * @param published the schema in which applications see the tables, at last
   * @param elsewhere where the other store is: the fence's error tells it to who wants to write
   * @throws dev.crossfade.core.error.CrossfadeException CF-6202 when a table is another migration's
   */
  public void register(StoreState first, String published, String elsewhere) {
    administration.register(first, published, elsewhere, server.now());
  }

  /**
   * Makes fence and outbox of the tables in this store's schema, new or again; the control row must
   * be registered for it. While the store is closed, foreign keys and the program's triggers are
   * parked. All or nothing.
   *
   * @throws dev.crossfade.core.error.CrossfadeException CF-6204 when a foreign key of a table that
   *     is not followed refers to one of these, CF-6209 when a table is missing, CF-6211 when one
   *     cannot be followed
   */
  public void install() {
    administration.install();
  }

  /** Brings the tables up to a plan that was extended. */
  public Extension extension() {
    return new Extension(target, session, control, gatekeeper, guard);
  }

  /**
   * As {@link #install}, and puts the fence's flag right. What was written while triggers were
   * missing is not in the outbox, so both stores must be compared afterwards.
   *
   * @param elsewhere where the other store is
   */
  public void reinstall(String elsewhere) {
    administration.reinstall(elsewhere);
  }

  /** How the triggers are. */
  public Installation installation() {
    return administration.installation();
  }

  /** Removes the triggers and brings back what was parked; rows of the control schema stay. */
  public void remove() {
    administration.remove();
  }

  /**
   * Drops the tables of this closed store, whose copy is void, with their triggers and what is
   * noted of their rows; the control row stays. All or nothing; may be repeated.
   *
   * @param views of the same schema that were made along with them, each behind those it builds on
   * @param rehearse whether it is rolled back in the end
   * @throws dev.crossfade.core.error.CrossfadeException CF-6325 when a table is not as it was
   *     installed, or something else depends on it
   */
  public void discard(List<String> views, boolean rehearse) {
    session.<Boolean>transact(
        "dropping the tables of " + name(),
        connection -> {
          StoreState state = control.lock(connection).state();
          gatekeeper.lockTimeout(connection);
          if (state.open() || state.complete() && !rehearse) {
            throw new CrossfadeException(ErrorCode.CF_6325, name() + " holds a copy that counts");
          }
          Sessions.unlimited(connection);
          new Discarding(target, guard, fingerprints).run(connection, views);
          return rehearse ? null : true;
        });
  }

  /**
   * Validates the foreign keys that came back NOT VALID when the store opened. Writers go on
   * meanwhile.
   *
   * @return those that rows violate, as table and name
   */
  public List<String> validateForeignKeys() {
    return administration.validateForeignKeys();
  }

  /**
   * What tells this server from another one with the same data: system identifier and timeline;
   * null where the server does not tell. It changes with a failover or a restored backup.
   */
  public @Nullable String identity() {
    return server.now();
  }

  /**
   * The {@link #identity} at registration, or when it was {@linkplain #acceptIdentity accepted}
   * last.
   */
  public @Nullable String knownIdentity() {
    return server.known();
  }

  /** Keeps the identity that the server has now as the known one. */
  public void acceptIdentity() {
    server.accept();
  }

  @Override
  public String name() {
    return "schema " + target.schema();
  }

  @Override
  public StoreState state() {
    return look().state();
  }

  @Override
  public Look look() {
    return required(session.transact("reading the control row of " + name(), control::look));
  }

  @Override
  public Optional<StoreState> change(Function<StoreState, Optional<StoreState>> decision) {
    return gatekeeper.change(decision);
  }

  @Override
  public Changes take(TakeRequest request) {
    try {
      return taking.take(request);
    } catch (CrossfadeException e) {
      throw holders.explain(e);
    }
  }

  @Override
  public Applied apply(Changes changes, long seenVersion) {
    Applied applied;
    try {
      applied = tryApply(changes, seenVersion);
    } catch (StrangeTriggers e) {
      gatekeeper.park();
      applied = tryApply(changes, seenVersion);
    }
    FaultPoints.hit("live.pass.committed");
    return applied == null ? new Applied(null, 0) : applied;
  }

  @Override
  public void trim(Changes changes) {
    session.<Boolean>transact(
        "trimming the outbox of " + name(),
        connection -> {
          Sessions.unlimited(connection);
          outbox.trim(connection, changes);
          writer.noteBack(connection, changes);
          return true;
        });
  }

  @Override
  public void touch(Map<CollectionPlan, List<byte[]>> keys) {
    session.<Boolean>transact(
        "entering keys into the outbox of " + name(),
        connection -> {
          if (!control.lock(connection).state().open()) {
            throw new CrossfadeException(ErrorCode.CF_6308, name() + " is closed");
          }
          Sessions.unlimited(connection);
          Map<String, Integer> numbers = fingerprints.requireIntact(connection);
          for (Map.Entry<CollectionPlan, List<byte[]>> some : keys.entrySet()) {
            int number = required(numbers.get(some.getKey().target()));
            new TouchedKeys(target, some.getKey(), number).enter(connection, some.getValue());
          }
          return true;
        });
  }

  @Override
  public void requireIntact() {
    session.<Boolean>transact(
        "looking at the triggers of " + name(),
        connection -> {
          Sessions.begin(connection);
          fingerprints.requireIntact(connection);
          fingerprints.requireSoundFence(connection);
          return true;
        });
  }

  @Override
  public void sync() {
    session.<Boolean>transact("making " + name() + " durable", outbox::sync);
  }

  @Override
  public long backlog() {
    return number("SELECT count(*) FROM crossfade.live_outbox WHERE migration = ?");
  }

  @Override
  public long deadKeys() {
    return number("SELECT count(*) FROM crossfade.live_dead_keys WHERE migration = ?");
  }

  @Override
  public long acceptedDeadKeys() {
    return number("SELECT count(*) FROM crossfade.live_dead_keys WHERE accepted AND migration = ?");
  }

  @Override
  public List<DeadKey> listDeadKeys(int limit) {
    return required(
        session.transact(
            "listing the dead keys of " + name(),
            connection -> {
              Sessions.begin(connection);
              return writer.deadKeys().list(connection, target.collections(), limit);
            }));
  }

  @Override
  public void acceptDeadKeys(Map<CollectionPlan, List<byte[]>> keys, boolean accepted) {
    session.<Boolean>transact(
        "accepting dead keys of " + name(),
        connection -> {
          Sessions.begin(connection);
          for (Map.Entry<CollectionPlan, List<byte[]>> some : keys.entrySet()) {
            String table = some.getKey().target();
            if (!writer.deadKeys().accept(connection, table, some.getValue(), accepted)) {
              throw new CrossfadeException(ErrorCode.CF_6324, "in " + table);
            }
          }
          return true;
        });
  }

  @Override
  public List<byte[]> deadKeys(CollectionPlan plan, KeyRange range) {
    return required(
        session.transact(
            "reading the dead keys of " + plan.target(),
            connection -> writer.deadKeys().list(connection, plan, range)));
  }

  @Override
  public boolean readsInKeyOrder(CollectionPlan plan) {
    return plan.orderedByKey()
        && required(
            session.<Boolean>transact(
                "looking at the indexes of " + plan.target(),
                connection -> guard.hasIndexInOrder(connection, plan)));
  }

  @Override
  public boolean awaitCommit(Duration limit) {
    return outbox.awaitMore(limit);
  }

  @Override
  public @Nullable RowScan read(CollectionPlan plan, KeyRange range, long version) {
    return new VersionedRead(sessions, target, control).open(plan, range, version);
  }

  @Override
  public @Nullable RowScan read(Picked picked, long version) {
    return new VersionedRead(sessions, target, control).open(picked, version);
  }

  @Override
  public void recordChanges() {
    if (recorded().recording()) {
      return;
    }
    session.<Boolean>transact(
        "recording changed keys of " + name(),
        connection -> {
          control.lock(connection);
          control.record(connection);
          return true;
        });
  }

  @Override
  public ChangedKeys recorded() {
    return required(
        session.transact(
            "counting the changed keys of " + name(),
            connection -> {
              Sessions.begin(connection);
              return writer.changed().count(connection);
            }));
  }

  @Override
  public List<ChangedKey> changedKeys(CollectionPlan plan) {
    return required(
        session.transact(
            "reading the changed keys of " + plan.target(),
            connection -> {
              Sessions.begin(connection);
              return writer.changed().list(connection, plan.target());
            }));
  }

  @Override
  public void forget(CollectionPlan plan, List<ChangedKey> keys) {
    if (keys.isEmpty()) {
      return;
    }
    session.<Boolean>transact(
        "taking changed keys of " + plan.target() + " off the record",
        connection -> {
          Sessions.begin(connection);
          writer.changed().forget(connection, plan.target(), keys);
          return true;
        });
  }

  @Override
  public @Nullable String lastPass() {
    return session.value(
        "SELECT last_pass FROM crossfade.live_stores WHERE migration = ?", target.migration());
  }

  @Override
  public PreparedPasses preparedPasses() {
    return required(session.transact("reading the prepared passes", outbox::prepared));
  }

  @Override
  public void adopt(@Nullable String passId) {
    session.<Boolean>transact("adopting a pass", connection -> outbox.adopt(connection, passId));
  }

  @Override
  public Map<String, Long> counters() {
    return required(
        session.transact(
            "reading the counters of " + name(),
            connection -> {
              Sessions.begin(connection);
              return new Counters(target).read(connection);
            }));
  }

  @Override
  public void advanceCounters(Map<String, Long> counters) {
    session.<Boolean>transact(
        "setting the counters of " + name(),
        connection -> {
          Sessions.begin(connection);
          new Counters(target).advance(connection, counters);
          return true;
        });
  }

  @Override
  public void close() {
    session.close();
  }

  private @Nullable Applied tryApply(Changes changes, long seenVersion) {
    try {
      return tryApply(changes, seenVersion, true);
    } catch (NotInPlace e) {
      return tryApply(changes, seenVersion, false);
    }
  }

  private @Nullable Applied tryApply(Changes changes, long seenVersion, boolean inPlace) {
    try {
      return session.transact(
          "applying a pass to " + name(),
          connection -> writer.apply(connection, changes, seenVersion, inPlace));
    } catch (CrossfadeException e) {
      throw holders.explain(e);
    }
  }

  private long number(String sql) {
    return Long.parseLong(required(session.value(sql, target.migration())));
  }

  private static <T> T required(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
