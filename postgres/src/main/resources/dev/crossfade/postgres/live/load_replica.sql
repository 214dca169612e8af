SELECT pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE'), slowest.name, slowest.millis
FROM (VALUES (1)) AS always (one)
LEFT JOIN LATERAL (
  SELECT coalesce(nullif(application_name, ''), CAST(client_addr AS text), CAST(pid AS text)) AS name,
    CAST(extract(epoch FROM replay_lag) * 1000 AS bigint) AS millis
  FROM pg_catalog.pg_stat_replication
  WHERE replay_lag IS NOT NULL
  ORDER BY replay_lag DESC
  LIMIT 1
) AS slowest ON true
