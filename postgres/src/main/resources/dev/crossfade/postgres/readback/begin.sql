SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
-- Hidden rows must be an error, never a shorter result.
SET LOCAL row_security = off;
SET LOCAL statement_timeout = 0;
SET LOCAL search_path = pg_catalog;
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO, YMD';
