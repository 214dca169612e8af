-- Who holds a lock on one of these tables that a write may have to wait for. A row lock shows as a
-- RowShareLock on its table. A prepared transaction has no process; it is known by its id.
SELECT DISTINCT coalesce(
    'process ' || l.pid || coalesce(' of ' || nullif(a.application_name, ''), ''),
    'the prepared transaction ' || quote_literal(p.gid),
    'a prepared transaction')
  || ' holds ' || l.mode || ' on ' || l.relation::regclass
FROM pg_locks l
LEFT JOIN pg_stat_activity a ON a.pid = l.pid
LEFT JOIN pg_locks own ON l.pid IS NULL AND own.pid IS NULL AND own.locktype = 'transactionid'
  AND own.granted AND own.virtualtransaction = l.virtualtransaction
LEFT JOIN pg_prepared_xacts p ON p.transaction = own.transactionid
WHERE l.locktype = 'relation' AND l.granted AND l.mode <> 'AccessShareLock'
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND l.relation IN (SELECT to_regclass(name) FROM unnest(CAST(? AS text[])) AS name)
  AND l.pid IS DISTINCT FROM pg_backend_pid()
ORDER BY 1
LIMIT 5
