SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
-- Names and expressions are compared as text.
SET LOCAL quote_all_identifiers = off;
-- Time-outs of the server would break the reading off; not every version has each of them.
SELECT count(set_config(name, '0', true))
FROM (VALUES ('statement_timeout'), ('lock_timeout'), ('idle_in_transaction_session_timeout'),
  ('transaction_timeout')) AS setting (name)
WHERE current_setting(name, true) IS NOT NULL;
-- Names of this schema then stand in expressions and views without it.
SELECT set_config('search_path', quote_ident(?), true)
