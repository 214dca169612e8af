SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
SET LOCAL statement_timeout = 0;
-- Names of this schema then stand in expressions and views without it.
SELECT set_config('search_path', quote_ident(?), true)
