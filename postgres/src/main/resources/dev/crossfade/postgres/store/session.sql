-- For the life of a connection: what a server, database or role may have set otherwise, and what a
-- store relies on. Its locks by key and the fence of a live migration need READ COMMITTED.
SELECT pg_catalog.count(pg_catalog.set_config(name, value, false))
FROM (VALUES
  ('synchronous_commit', 'on'),
  ('default_transaction_isolation', 'read committed'),
  ('default_transaction_read_only', 'off'),
  ('default_transaction_deferrable', 'off'),
  ('row_security', 'off'),
  ('extra_float_digits', '3'),
  ('standard_conforming_strings', 'on'),
  ('client_min_messages', 'warning'),
  ('statement_timeout', CAST(? AS text)),
  ('lock_timeout', '0')
) AS setting (name, value)
WHERE pg_catalog.current_setting(name, true) IS DISTINCT FROM value
