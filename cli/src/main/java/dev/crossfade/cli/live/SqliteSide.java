package dev.crossfade.cli.live;

import dev.crossfade.core.live.LiveStore;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.live.ChangingSide;
import dev.crossfade.live.Wiring;
import dev.crossfade.sqlite.live.FollowedSchema;
import dev.crossfade.sqlite.live.SchemaChange;
import dev.crossfade.sqlite.live.SnapshotFiles;
import dev.crossfade.sqlite.live.SqliteLiveStore;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQLite file that the program began with. */
final class SqliteSide implements ChangingSide {
  private final SqliteLiveStore store;

  /**
   * @param destination where the data goes, as the fence tells it to the program; no password
   */
  SqliteSide(Wiring.Scope scope, String destination) {
    store =
        SqliteLiveStore.open(
            Path.of(scope.source()),
            scope.plan().moved(),
            new SqliteLiveStore.Options(scope.migration(), destination),
            RowSpool::new);
  }

  @Override
  public List<String> statements() {
    return store.installation();
  }

  @Override
  public void requireInstallable() {
    store.requireWritable();
  }

  @Override
  public void install() {
    store.install();
  }

  /** Goes on from where snapshots were compared. */
  void adopt(SnapshotFiles.Handed handed) {
    store.adopt(handed.state(), handed.passes());
  }

  @Override
  public void reinstall(@Nullable String shown) {
    store.reinstall(shown);
  }

  @Override
  public LiveStore store() {
    return store;
  }

  @Override
  public News news() {
    FollowedSchema.News news = store.schema().news();
    return new News(news.version(), news.changes().stream().map(SqliteSide::change).toList());
  }

  private static Change change(SchemaChange change) {
    Kind kind =
        switch (change.kind()) {
          case HARMLESS -> Kind.HARMLESS;
          case COLUMN -> Kind.COLUMN;
          case TABLE -> Kind.TABLE;
          case UNIQUE -> Kind.UNIQUE;
          case CHANGED -> Kind.CHANGED;
          case LOST -> Kind.LOST;
          case DAMAGED -> Kind.DAMAGED;
        };
    return new Change(kind, change.table(), change.toString(), change.columns());
  }

  @Override
  public long version() {
    return store.schema().version();
  }

  @Override
  public boolean renew(long version, Collection<String> toEnter) {
    return store.schema().renew(version, toEnter);
  }

  @Override
  public boolean note(long version) {
    return store.schema().note(version);
  }

  @Override
  public List<String> pending() {
    return store.schema().pending();
  }

  @Override
  public void entered(Collection<String> targets) {
    store.schema().entered(targets);
  }

  @Override
  public @Nullable String refusal(CollectionPlan plan) {
    return store.schema().refusal(plan);
  }

  @Override
  public void remove() {
    store.remove();
  }

  @Override
  public void close() {
    store.close();
  }
}
