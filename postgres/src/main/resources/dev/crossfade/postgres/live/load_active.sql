SELECT pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE'),
  count(*) FILTER (
    WHERE backend_type = 'client backend' AND state = 'active' AND pid <> pg_catalog.pg_backend_pid()
  )
FROM pg_catalog.pg_stat_activity
