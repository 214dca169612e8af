package dev.crossfade.facade;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.setting.StoreLimits;
import dev.crossfade.core.setting.StoreSettings;
import dev.crossfade.core.store.Store;
import dev.crossfade.facade.live.Committed;
import dev.crossfade.facade.live.DocumentCollection;
import dev.crossfade.facade.live.DocumentLiveStore;
import dev.crossfade.facade.live.DocumentSide;
import dev.crossfade.facade.live.DocumentSource;
import dev.crossfade.facade.live.OpenWrites;
import dev.crossfade.facade.live.StoreWiring;
import dev.crossfade.live.Side;
import dev.crossfade.live.Stage;
import dev.crossfade.live.Wiring;
import dev.crossfade.move.MoveSource;
import dev.crossfade.postgres.connect.Connector;
import dev.crossfade.postgres.store.PostgresStore;
import dev.crossfade.postgres.store.StorePool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an application's store is made of, put together and taken apart again. */
final class Parts implements AutoCloseable {
  private static final int CONNECTIONS = 10;
  private static final Duration LEAST = Duration.ofMillis(250);

  private final StoreSettings settings;
  private final CrossfadeOptions options;
  private final Connector connector;
  private final Store first;
  private final String place;
  private final Lanes lanes;
  private final OpenWrites writes;
  private final StorePool pool;
  private final PostgresStore second;
  private final StoreWiring wiring;
  private final HandEdits edits;
  private final Moving moving;
  private final ShadowReads shadows;
  private final Timings timings = new Timings();
  private final Routing routing;
  private final Reads reads;
  private final Transactions transactions;
  private final Views views;
  private final StoreMigration migration;
  private final Commands commands;
  private volatile boolean closed;

  /**
   * Opens nothing but the pool, which connects when it is used.
   *
   * @param first open; closed by the caller, after this
   * @param place of the first store, for the ledger and for people
   */
  Parts(
      StoreSettings settings,
      CrossfadeOptions options,
      Connector connector,
      Store first,
      String place) {
    this.settings = settings;
    this.options = options;
    this.connector = connector;
    this.first = first;
    this.place = place;
    lanes = Lanes.of(settings);
    writes = new OpenWrites(first, lanes::group, lanes::isLost);
    LaneNotes notes = new LaneNotes(first);
    lanes.moved().forEach(notes::read);
    pool = new StorePool(connector, poolLimits(settings.limits()));
    second = new PostgresStore(pool, settings.schema(), lanes, this::migrationOf);
    Breaker breaker = new Breaker(Failures::isSilent, System::nanoTime, this::linkChanged);
    wiring = new StoreWiring(connector, this::reading, this::first);
    Sources sources = new Sources(place, writes);
    edits = new HandEdits(this::live);
    moving =
        new Moving(
            settings.name(), lanes, notes, wiring.wiring(), sources, edits, options.events());
    shadows =
        new ShadowReads(
            settings.name(),
            settings.limits().shadow(),
            first,
            writes,
            second,
            breaker,
            options::equality,
            moving::tell);
    StoreLimits limits = settings.limits();
    routing = new Routing(breaker, timings);
    reads = new Reads(first, writes, second, breaker, timings, limits);
    transactions = new Transactions(lanes, writes, second, breaker, timings, limits.write());
    views = new Views(lanes, first, second, breaker, limits);
    migration =
        new StoreMigration(
            moving,
            notes,
            settings.schema(),
            options::mayGo,
            () -> FirstPatterns.note(settings, first));
    commands =
        new Commands(
            settings.name(),
            moving,
            new Orders(moving, migration, this::status),
            wiring.requests());
  }

  /** A call may use up its limit, and no more. */
  private static StorePool.Limits poolLimits(StoreLimits limits) {
    Duration shorter = limits.read().compareTo(limits.write()) < 0 ? limits.read() : limits.write();
    Duration connecting = shorter.compareTo(LEAST) < 0 ? LEAST : shorter;
    return new StorePool.Limits(CONNECTIONS, connecting, limits.write());
  }

  private @Nullable String migrationOf(HybridTable table) {
    return lanes.of(table).migration();
  }

  /** Lets movers begin; the application goes on meanwhile. */
  void start() {
    edits.take(lanes.moved());
    moving.start();
    shadows.start();
  }

  /** Lets other processes ask for what is done here. */
  void serve() {
    commands.start();
  }

  private void linkChanged() {
    moving.ask();
  }

  private Side first(Wiring.Scope scope) {
    return side(lane(scope));
  }

  private Lane lane(Wiring.Scope scope) {
    return lanes.named(scope.plan().moved().get(0).target());
  }

  private DocumentSide side(Lane lane) {
    return new DocumentSide(live(lane));
  }

  private DocumentLiveStore live(Lane lane) {
    return new DocumentLiveStore(
        first, lane.group(), List.of(collection(lane)), RowSpool::new, writes.signal(lane.group()));
  }

  private DocumentCollection collection(Lane lane) {
    return new DocumentCollection(lane.table(), lane.prefix(), key -> lanes.of(key).equals(lane));
  }

  private MoveSource reading(Wiring.Scope scope, Side side) {
    Lane lane = lane(scope);
    return new MoveSource(
        scope.source(),
        new DocumentSource(first, place, List.of(collection(lane))),
        null,
        List.of());
  }

  String name() {
    return settings.name();
  }

  Lanes lanes() {
    return lanes;
  }

  Store first() {
    return first;
  }

  PostgresStore second() {
    return second;
  }

  OpenWrites writes() {
    return writes;
  }

  Routing routing() {
    return routing;
  }

  Reads reads() {
    return reads;
  }

  Transactions transactions() {
    return transactions;
  }

  Views views() {
    return views;
  }

  ShadowReads shadows() {
    return shadows;
  }

  Timings timings() {
    return timings;
  }

  StoreLimits limits() {
    return settings.limits();
  }

  StoreMigration migration() {
    return migration;
  }

  Moving moving() {
    return moving;
  }

  StoreStatus status(boolean counted) {
    return new StatusReader(name(), moving, first::snapshot, second, shadows).read(counted);
  }

  /** Waits until the store that is not open has a write; false at the limit. */
  boolean awaitOther(Lane lane, String key, Committed<?> written, Duration limit) {
    if (lane.migration() == null) {
      return true;
    }
    Pause pause = new Pause(limit);
    while (isPending(lane, key, written)) {
      if (closed || !pause.next()) {
        return false;
      }
    }
    return true;
  }

  private boolean isPending(Lane lane, String key, Committed<?> written) {
    if (lane.stage() == Stage.LEGACY_ONLY) {
      return true;
    }
    try {
      return written.entries().isEmpty()
          ? lane.isSecond() && second.isDirty(key)
          : writes.isPending(written);
    } catch (CrossfadeException unknown) {
      // The write is committed: whoever waits must not take it for a failed one.
      return true;
    }
  }

  /** Walks a test key through every stage. */
  List<String> selfTest() {
    return new SelfTest(first, this::forSelfTest).run();
  }

  private Parts forSelfTest(StoreSettings of) {
    return new Parts(
        of.withSchema(settings.schema()).withLimits(settings.limits()),
        options.forSelfTest(),
        connector,
        first,
        place);
  }

  /**
   * Waits up to a limit until the other store has everything; a sentence for each lane that has
   * not.
   */
  List<String> drain(Duration limit) {
    Pause pause = new Pause(limit);
    List<String> left = left();
    while (!left.isEmpty() && pause.next()) {
      left = left();
    }
    return left;
  }

  private List<String> left() {
    List<String> left = new ArrayList<>();
    for (Lane lane : lanes.moved()) {
      if (lane.migration() != null && lane.stage().isDual()) {
        long waiting = side(lane).store().backlog();
        if (waiting > 0) {
          left.add(lane + ": " + waiting + " keys wait for the database, and go there next time");
        }
      }
    }
    return left;
  }

  @Override
  public void close() {
    commands.stop();
    closed = true;
    shadows.close();
    moving.close();
    commands.close();
    wiring.close();
    pool.close();
  }
}
