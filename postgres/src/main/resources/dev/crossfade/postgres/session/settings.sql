-- For one transaction: what a server, database or role may have set otherwise and what would change
-- how values are read, what is seen, how durable a commit is, or when the work is broken off.
-- Local to the transaction, so that it holds behind a pooler too.
SELECT count(set_config(name, value, true))
FROM (VALUES
  ('synchronous_commit', 'on'),
  ('search_path', ''),
  ('timezone', 'UTC'),
  ('datestyle', 'ISO, YMD'),
  ('intervalstyle', 'iso_8601'),
  ('bytea_output', 'hex'),
  ('extra_float_digits', '3'),
  ('standard_conforming_strings', 'on'),
  ('client_min_messages', 'warning'),
  ('row_security', 'off'),
  ('quote_all_identifiers', 'off'),
  ('xmloption', 'content'),
  ('statement_timeout', '0'),
  ('lock_timeout', '0'),
  ('idle_in_transaction_session_timeout', '0'),
  ('transaction_timeout', '0')
) AS setting (name, value)
WHERE current_setting(name, true) IS DISTINCT FROM value
  AND current_setting(name, true) IS NOT NULL
