package dev.crossfade.examples;

/** The file of a shop: its customers, and what each of them bought. */
final class LiveShop {
  private LiveShop() {}

  /** Statements that make it. */
  static String[] tables(int customers) {
    return tables("PRIMARY KEY", customers);
  }

  /** The same where numbers of customers are given once only. */
  static String[] numbered(int customers) {
    return tables("PRIMARY KEY AUTOINCREMENT", customers);
  }

  private static String[] tables(String key, int customers) {
    return new String[] {
      "PRAGMA journal_mode=WAL",
      "CREATE TABLE customer (id INTEGER " + key + ", name TEXT NOT NULL UNIQUE)",
      "CREATE TABLE sale (no INTEGER, line INTEGER, customer INTEGER REFERENCES customer (id),"
          + " price REAL, PRIMARY KEY (no, line)) WITHOUT ROWID",
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
          + customers
          + ") INSERT INTO customer SELECT i, 'c' || i FROM n",
      "INSERT INTO sale SELECT id, 1, id, id / 4.0 FROM customer"
    };
  }
}
