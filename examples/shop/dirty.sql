-- Rows that a moved shop cannot take as they are; applied to a copy of shop.sqlite:
--   cp shop.sqlite shop-dirty.sqlite && sqlite3 shop-dirty.sqlite < dirty.sql
PRAGMA foreign_keys = OFF;
PRAGMA ignore_check_constraints = ON;
BEGIN;
-- U+0000 in text, which PostgreSQL's text cannot hold: two dead letters.
INSERT INTO customers (email, name, notes) VALUES ('nul@example.org', 'Nul', 'before' || char(0) || 'after');
INSERT INTO customers (email, name) VALUES ('nul2@example.org', 'Nul' || char(0));
-- Text that is no valid UTF-8.
INSERT INTO customers (email, name) VALUES ('latin1@example.org', CAST(x'4dfc6c6c6572' AS TEXT));
-- A flag that is neither 0 nor 1, a day that no calendar has, JSON that is none.
INSERT INTO customers (email, name, is_active) VALUES ('two@example.org', 'Two', 2);
INSERT INTO customers (email, name, birthday) VALUES ('never@example.org', 'Never', '2023-02-30');
INSERT INTO customers (email, name, preferences) VALUES ('json@example.org', 'Json', '{broken');
-- Rows without parent.
INSERT INTO orders (customer_id, placed_at) VALUES (99999, '2024-01-01 00:00:00.000'), (99998, '2024-01-02 00:00:00.000');
-- Text in a number's column.
INSERT INTO products (sku, category_id, title, price) VALUES ('odd-1', 2, 'Odd', 'on request');
COMMIT;
