package dev.crossfade.live;

/** Takes note of changes of the schema that stop nothing, and says so once. */
final class SchemaWatch {
  private final Migration migration;
  private final Side side;
  private long seen = Long.MIN_VALUE;

  SchemaWatch(Migration migration, Side side) {
    this.migration = migration;
    this.side = side;
  }

  void look() {
    if (!(side instanceof ChangingSide changing) || changing.version() == seen) {
      return;
    }
    ChangingSide.News news = changing.news();
    seen = news.version();
    boolean harmless =
        news.changes().stream().allMatch(c -> c.kind() == ChangingSide.Kind.HARMLESS);
    if (harmless && !news.changes().isEmpty()) {
      news.changes()
          .forEach(
              change ->
                  migration.event("schema", change.text() + "; PostgreSQL is left as it is", null));
      changing.note(news.version());
    }
  }
}
