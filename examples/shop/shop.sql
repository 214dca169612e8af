-- The shop: a small application's database with the traps that real ones have.
-- Made by: sqlite3 shop.sqlite < shop.sql     (every value follows from its row number)
PRAGMA journal_mode = DELETE;
PRAGMA foreign_keys = ON;
BEGIN;

CREATE TABLE customers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL COLLATE NOCASE UNIQUE,
  name TEXT NOT NULL,
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  newsletter BOOLEAN NOT NULL DEFAULT 0,
  preferences TEXT DEFAULT '{}',
  created_at DATETIME NOT NULL DEFAULT (datetime('now')),
  birthday DATE,
  notes TEXT
);

CREATE TABLE categories (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES categories (id),
  name VARCHAR(70) NOT NULL,
  UNIQUE (parent_id, name)
);

CREATE TABLE products (
  sku TEXT PRIMARY KEY,
  category_id INTEGER NOT NULL REFERENCES categories (id),
  title TEXT NOT NULL,
  price NUMERIC NOT NULL CHECK (price >= 0),
  weight_kg REAL,
  stock INT NOT NULL DEFAULT 0,
  attributes JSON,
  picture BLOB,
  discontinued INTEGER NOT NULL DEFAULT 0,
  price_with_tax REAL GENERATED ALWAYS AS (price * 1.19) VIRTUAL
);

CREATE TABLE orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
  status TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'paid', 'sent', 'cancelled')),
  placed_at TEXT NOT NULL,
  paid_at TEXT,
  total NUMERIC NOT NULL DEFAULT 0,
  "order" INTEGER
);

CREATE TABLE order_items (
  order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  sku TEXT NOT NULL REFERENCES products (sku) ON UPDATE CASCADE,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  unit_price NUMERIC NOT NULL,
  PRIMARY KEY (order_id, line)
) WITHOUT ROWID;

CREATE TABLE audit (
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  actor,
  event TEXT NOT NULL
);

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value ANY
) STRICT;

CREATE INDEX orders_by_customer ON orders (customer_id, placed_at DESC);
CREATE INDEX orders_open ON orders (placed_at) WHERE status = 'new';
CREATE INDEX customers_by_name ON customers (lower(name));
CREATE INDEX products_in_stock ON products (category_id) WHERE discontinued = 0 AND stock > 0;

CREATE VIEW open_orders AS
  SELECT o.id, c.email, o.placed_at, ifnull(o.total, 0) AS total
  FROM orders o JOIN customers c ON c.id = o.customer_id
  WHERE o.status = 'new';

INSERT INTO customers (id, email, name, is_active, newsletter, preferences, created_at, birthday, notes)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
SELECT
  i,
  'customer' || i || CASE WHEN i % 7 = 0 THEN '@Example.ORG' ELSE '@example.org' END,
  CASE i % 5
    WHEN 0 THEN 'Zoë Ångström ' || i
    WHEN 1 THEN '李雷 ' || i
    WHEN 2 THEN 'O''Brien ' || i
    WHEN 3 THEN 'Ayşe İpek ' || i
    ELSE 'Max Muster ' || i
  END,
  i % 3 > 0,
  i % 4 = 0,
  CASE
    WHEN i % 6 = 0 THEN NULL
    ELSE json_object('theme', CASE i % 2 WHEN 0 THEN 'dark' ELSE 'light' END, 'size', i % 9, 'tags', json_array('a' || i, 'b'))
  END,
  datetime(1577836800 + i * 86413, 'unixepoch'),
  CASE WHEN i % 4 = 0 THEN NULL ELSE date('1960-01-01', '+' || (i * 37) || ' days') END,
  CASE WHEN i % 10 = 0 THEN 'two' || char(10) || 'lines, a tab' || char(9) || 'and "quotes"' WHEN i % 11 = 0 THEN '' END
FROM n
WHERE i NOT IN (13, 57, 58, 59, 400);

INSERT INTO categories (id, parent_id, name) VALUES
  (1, NULL, 'Everything'), (2, 1, 'Books'), (3, 1, 'Music'), (4, 2, 'Novels'), (5, 2, 'Poems'), (6, 3, 'Vinyl');

INSERT INTO products (sku, category_id, title, price, weight_kg, stock, attributes, picture, discontinued)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)
SELECT
  printf('%s-%04d', CASE i % 3 WHEN 0 THEN 'BK' WHEN 1 THEN 'mu' ELSE 'VI' END, i),
  2 + i % 5,
  'Title № ' || i,
  CASE WHEN i % 5 = 0 THEN i ELSE i + 0.25 * (i % 4) END,
  CASE WHEN i % 8 = 0 THEN NULL ELSE i / 7.0 END,
  (i * 31) % 50,
  json_object('pages', i * 10, 'isbn', printf('978-%09d', i * 7919), 'big', 12345678901234567890),
  CASE WHEN i % 4 = 0 THEN NULL ELSE CAST(x'89504e47' || printf('%d', i * 2654435) AS BLOB) END,
  i % 9 = 0
FROM n;

INSERT INTO orders (id, customer_id, status, placed_at, paid_at, total, "order")
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
SELECT
  i + (i / 100) * 10,
  (SELECT id FROM customers WHERE id >= 1 + (n.i * 7) % 390 ORDER BY id LIMIT 1),
  CASE i % 4 WHEN 0 THEN 'new' WHEN 1 THEN 'paid' WHEN 2 THEN 'sent' ELSE 'cancelled' END,
  strftime('%Y-%m-%d %H:%M:%f', 1640995200 + i * 3607.125, 'unixepoch'),
  CASE WHEN i % 4 IN (1, 2) THEN strftime('%Y-%m-%dT%H:%M:%SZ', 1640995200 + i * 3607 + 60, 'unixepoch') END,
  0,
  CASE WHEN i % 3 = 0 THEN i END
FROM n;

INSERT INTO order_items (order_id, line, sku, quantity, unit_price)
SELECT o.id, l.line, p.sku, 1 + (o.id + l.line) % 4, p.price
FROM orders o
JOIN (SELECT 1 AS line UNION ALL SELECT 2 UNION ALL SELECT 3) l ON l.line <= 1 + o.id % 3
JOIN products p ON p.rowid = 1 + (o.id * 13 + l.line * 29) % 150;

UPDATE orders SET total = (SELECT sum(quantity * unit_price) FROM order_items WHERE order_id = orders.id);

INSERT INTO audit (at, actor, event)
SELECT
  strftime('%Y-%m-%dT%H:%M:%fZ', placed_at),
  CASE id % 3 WHEN 0 THEN customer_id WHEN 1 THEN 'system' ELSE NULL END,
  'order ' || status
FROM orders WHERE id % 2 = 0;
INSERT INTO audit (at, actor, event) SELECT at, actor, event FROM audit LIMIT 3;

INSERT INTO settings VALUES ('currency', 'EUR'), ('tax', 1.19), ('page_size', 50), ('logo', x'89504e47'), ('motto', NULL);
COMMIT;
