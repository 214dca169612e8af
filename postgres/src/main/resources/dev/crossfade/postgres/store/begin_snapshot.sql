-- In one message. The lock comes first, since it takes no snapshot; the last statement does.
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
LOCK TABLE ${tables} IN ACCESS SHARE MODE;
-- Reading takes as long as its reader.
SELECT pg_catalog.count(pg_catalog.set_config(name, '0', true))
FROM (VALUES
  ('statement_timeout'),
  ('idle_in_transaction_session_timeout'),
  ('transaction_timeout')
) AS setting (name)
WHERE pg_catalog.current_setting(name, true) IS NOT NULL
