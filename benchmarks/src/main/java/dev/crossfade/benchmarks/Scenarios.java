package dev.crossfade.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** What is measured, one method for each group of contenders that run in turn. */
final class Scenarios {
  static final String MOVE = "Crossfade move";
  static final String VERIFY = "Crossfade verify";
  static final String PGLOADER = "pgloader";
  static final String PIPE = "sqlite3 csv into psql COPY";
  static final String BATCH = "JDBC batch program";
  static final String READ = "limit: read with sqlite-jdbc";
  static final String COPY = "limit: COPY BINARY of a ready file";
  static final String READ_BACK = "limit: read the target by COPY";
  static final String CSV = "Crossfade move, CSV";
  static final String JSONL = "Crossfade move, JSONL";
  static final String COPY_CSV = "limit: COPY CSV of a ready file";
  static final String SMALL = "Crossfade move, shop.sqlite";
  static final String DUMP = "sqlite3 .dump into psql, shop.sqlite";
  static final String MEMORY_ROWS = "Crossfade move, 10 million rows, -Xmx256m";
  static final String MEMORY_JSONL = "Crossfade move, 2 GB of JSONL, -Xmx256m";
  private static final String SMALL_HEAP = "-Xmx256m";

  private final Server server;
  private final Rotation rotation;
  private final Path shop;
  private final Crossfade crossfade;
  private final Peers peers;
  private final LiveScenarios live;
  private final LiveLarge large;
  private final LivePeers livePeers;
  private final FacadeScenarios facade;

  /**
   * @param asked the parts that will be measured
   * @param scale how much of stores of applications
   */
  Scenarios(
      Path product, Path work, Server server, Rotation rotation, List<Part> asked, Scale scale) {
    this.server = server;
    this.rotation = rotation;
    shop = product.resolve("examples/shop/shop.sqlite");
    Command command = new Command(work);
    crossfade = new Crossfade(product.resolve("crossfade"), command, server);
    peers = new Peers(command, server, work);
    LiveCommand following = new LiveCommand(product.resolve("crossfade"), work, server);
    live = new LiveScenarios(following, work, server, rotation);
    large = new LiveLarge(following, work, server, rotation, asked);
    livePeers = new LivePeers(following, peers, work, server, rotation);
    facade = new FacadeScenarios(work, server, rotation, FacadeScale.of(scale));
  }

  /** The table of ten columns: everything that moves it, and the limits. */
  void table(Path sqlite, int rounds) throws Exception {
    Peers.Ready ready = ready(sqlite, "events", "binary");
    rotation.run(
        "table",
        rounds,
        List.of(
            crossfade.move(MOVE, sqlite),
            peers.pgloader(PGLOADER, sqlite),
            peers.csvPipe(PIPE, sqlite),
            peers.batch(BATCH, sqlite),
            peers.read(READ, sqlite),
            peers.copy(COPY, ready),
            crossfade.verify(VERIFY, sqlite),
            peers.readBack(READ_BACK, ready)));
  }

  /** Narrow rows from text files. */
  void files(Path csv, Path jsonl, int rounds) throws Exception {
    String table = csv.getFileName().toString().replace(".csv", "");
    Peers.Ready ready = ready(csv, table, "csv");
    rotation.run(
        "files",
        rounds,
        List.of(
            crossfade.move(CSV, csv), crossfade.move(JSONL, jsonl), peers.copy(COPY_CSV, ready)));
  }

  /** A small file on a server that runs. */
  void small(int rounds) throws Exception {
    rotation.run("small", rounds, List.of(crossfade.move(SMALL, shop), peers.dumpPipe(DUMP, shop)));
  }

  /** One size of the series. */
  void size(int rows, Path sqlite, int rounds) throws Exception {
    rotation.run("size", rounds, List.of(crossfade.move(size(rows), sqlite)));
  }

  /** Large sources in a small heap. */
  void memory(Path sqlite, Path jsonl) throws Exception {
    rotation.run(
        "memory",
        1,
        List.of(
            crossfade.move(MEMORY_ROWS, sqlite, SMALL_HEAP),
            crossfade.move(MEMORY_JSONL, jsonl, SMALL_HEAP)));
  }

  /** Stores of applications. */
  FacadeScenarios facade() {
    return facade;
  }

  /** Following a small table. */
  LiveScenarios live() {
    return live;
  }

  /** Following a large one. */
  LiveLarge large() {
    return large;
  }

  /** The same task by other means. */
  void livePeers(Path sqlite, int rounds) throws Exception {
    for (int round = 0; round < rounds; round++) {
      livePeers.round(sqlite);
    }
  }

  /** The name of one size of the series. */
  static String size(int rows) {
    return "Crossfade move, " + rows + " rows";
  }

  private Peers.Ready ready(Path source, String table, String format) throws Exception {
    server.clean();
    String schema = server.freshSchema();
    crossfade.move(source, schema);
    return peers.ready(schema, table, format);
  }
}
