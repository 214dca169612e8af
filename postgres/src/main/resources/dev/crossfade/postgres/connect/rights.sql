SELECT has_database_privilege(current_database(), 'CREATE') AS create_in_database,
       n.oid IS NOT NULL AS schema_exists,
       coalesce(has_schema_privilege(n.oid, 'USAGE'), false) AS schema_usage,
       coalesce(has_schema_privilege(n.oid, 'CREATE'), false) AS schema_create,
       c.oid IS NOT NULL AS control_exists,
       coalesce(has_schema_privilege(c.oid, 'USAGE'), false)
         AND coalesce(has_schema_privilege(c.oid, 'CREATE'), false) AS control_usable,
       (SELECT string_agg(DISTINCT quote_ident(pg_get_userbyid(t.relowner)), ', ')
        FROM pg_class t
        WHERE t.relnamespace = c.oid AND t.relkind IN ('r', 'S')
          AND NOT pg_has_role(t.relowner, 'USAGE')) AS control_owners,
       has_database_privilege(current_database(), 'TEMPORARY') AS temporary_tables,
       coalesce((SELECT has_language_privilege(l.oid, 'USAGE')
                 FROM pg_language l WHERE l.lanname = 'plpgsql'), false) AS functions,
       pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS read_only,
       current_setting('server_version_num')::int AS version_number,
       current_setting('server_version') AS version,
       current_setting('server_encoding') AS encoding,
       current_setting('statement_timeout') AS statement_timeout,
       current_setting('fsync') = 'on' AS fsync,
       current_setting('synchronous_commit') AS synchronous_commit,
       current_setting('max_locks_per_transaction')::bigint
         * (current_setting('max_connections')::bigint
            + current_setting('max_prepared_transactions')::bigint) AS locks_max,
       least(
         current_setting('max_connections')::int
           - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
         nullif((SELECT rolconnlimit FROM pg_roles WHERE rolname = session_user), -1)
           - (SELECT count(*) FROM pg_stat_activity WHERE usename = session_user)
       ) AS connections_left,
       quote_ident(session_user) AS role_quoted,
       quote_ident(current_database()) AS database_quoted,
       quote_ident(asked.schema_name) AS schema_quoted
FROM (SELECT ?::text AS schema_name) AS asked
LEFT JOIN pg_namespace n ON n.nspname = asked.schema_name
LEFT JOIN pg_namespace c ON c.nspname = 'crossfade'
