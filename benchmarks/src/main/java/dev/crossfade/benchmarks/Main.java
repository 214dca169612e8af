package dev.crossfade.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures the product beside peers and limits and writes the results; {@code run} starts it. */
final class Main {
  private Main() {}

  /**
   * @param arguments quick or full; how many rounds; the folder of the product; a folder to work
   *     in; a folder to keep data in; the server's URL; the file for the results
   */
  public static void main(String[] arguments) throws Exception {
    Scale scale = Scale.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    Path product = Path.of(arguments[2]);
    Path work = Path.of(arguments[3]);
    Path data = Files.createDirectories(Path.of(arguments[4]));
    Server server = new Server(arguments[5]);
    Rotation rotation = new Rotation(server);
    Scenarios scenarios = new Scenarios(product, work, server, rotation);
    scenarios.table(Data.sqlite(data, Scale.TABLE_ROWS), rounds);
    scenarios.files(
        Data.csv(data, scale.narrowRows()), Data.jsonl(data, scale.narrowRows()), rounds);
    scenarios.small(product.resolve("examples/shop/shop.sqlite"), rounds);
    for (int rows : scale.sizes()) {
      scenarios.size(rows, Data.sqlite(data, rows), rows > Scale.TABLE_ROWS ? 1 : rounds);
    }
    if (scale.memory()) {
      scenarios.memory(
          Data.sqlite(data, Scale.MANY_ROWS), Data.largeJsonl(data, Scale.LARGE_FILE_BYTES));
    }
    report(scale, rounds, server, rotation, Path.of(arguments[6]));
  }

  private static void report(
      Scale scale, int rounds, Server server, Rotation rotation, Path results)
      throws IOException, java.sql.SQLException {
    String text =
        new Results(rotation, scale, rounds).text(Machine.facts(server.ask("SHOW server_version")));
    Files.writeString(results, text);
    System.out.print(text);
  }
}
