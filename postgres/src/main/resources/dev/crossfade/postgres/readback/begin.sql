SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ${access};
-- Hidden rows must be an error, never a shorter result.
SET LOCAL row_security = off;
SET LOCAL search_path = pg_catalog;
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO, YMD';
-- Names of types are compared as text.
SET LOCAL quote_all_identifiers = off;
SET LOCAL lock_timeout = ${patience};
SET LOCAL statement_timeout = 0;
-- None of the statements up to here takes the snapshot.
LOCK TABLE ${tables} IN ACCESS SHARE MODE;
-- Time-outs of the server would break a long comparison off; not every version has each of them.
SELECT count(set_config(name, '0', true))
FROM (VALUES ('idle_in_transaction_session_timeout'), ('transaction_timeout')) AS setting (name)
WHERE current_setting(name, true) IS NOT NULL
