package dev.crossfade.postgres.live;

import dev.crossfade.core.live.Changes;
import dev.crossfade.core.live.Changes.CollectionChange;
import dev.crossfade.core.live.EntryIds;
import dev.crossfade.core.live.LiveStore.Applied;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.value.Value;
import dev.crossfade.postgres.LoadFixture;
import dev.crossfade.postgres.control.PostgresLiveLedger;
import dev.crossfade.postgres.session.Sessions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A scratch database with followed tables in it. */
final class LiveFixture implements AutoCloseable {
  static final String MIGRATION = "live-1";

  final LoadFixture load = new LoadFixture();
  final Sessions sessions = new Sessions(load::connect);
  final PostgresLiveLedger ledger = new PostgresLiveLedger(sessions);
  final PostgresLiveStore store;
  private final AtomicInteger passes = new AtomicInteger();

  /**
   * @param tables DDL, to be executed with the search path at {@link LoadFixture#SCHEMA}
   */
  LiveFixture(List<String> tables, CollectionPlan... plans) {
    load.target.execute(List.of("SET LOCAL search_path = " + LoadFixture.SCHEMA));
    tables.forEach(this::sql);
    store = store(plans);
    store.register(StoreState.SECOND, LoadFixture.SCHEMA, "/home/app/app.sqlite");
  }

  PostgresLiveStore store(CollectionPlan... plans) {
    return new PostgresLiveStore(
        sessions, new LiveTarget(MIGRATION, LoadFixture.SCHEMA, List.of(plans)));
  }

  void sql(String... statements) {
    for (String statement : statements) {
      load.target.execute(
          List.of("SET LOCAL search_path = " + LoadFixture.SCHEMA + ", pg_catalog", statement));
    }
  }

  List<String> lines(String query) {
    return load.lines(query);
  }

  static Value integer(long value) {
    return new Value.Int(value);
  }

  static Value text(String value) {
    return new Value.Text(value);
  }

  static CollectionChange change(
      CollectionPlan plan, List<List<Value>> keys, List<List<Value>> rows) {
    return new CollectionChange(plan, false, ListSpool.of(keys), ListSpool.of(rows));
  }

  static CollectionChange whole(CollectionPlan plan, List<List<Value>> rows) {
    return new CollectionChange(plan, true, new ListSpool(), ListSpool.of(rows));
  }

  Changes changes(CollectionChange... collections) {
    return new Changes(
        "pass-" + passes.incrementAndGet(),
        0,
        new EntryIds(new long[0]),
        List.of(collections),
        null);
  }

  Applied apply(CollectionChange... collections) {
    return store.apply(changes(collections), store.state().version());
  }

  @Override
  public void close() {
    store.close();
    sessions.close();
    load.close();
  }
}
