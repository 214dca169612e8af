SELECT coalesce('process ' || l.pid || coalesce(' of ' || nullif(a.application_name, ''), ''),
  'the prepared transaction ' || quote_literal(p.gid), 'a prepared transaction')
FROM pg_locks l
LEFT JOIN pg_stat_activity a ON a.pid = l.pid
LEFT JOIN pg_locks own ON l.pid IS NULL AND own.pid IS NULL AND own.locktype = 'transactionid'
  AND own.granted AND own.virtualtransaction = l.virtualtransaction
LEFT JOIN pg_prepared_xacts p ON p.transaction = own.transactionid
CROSS JOIN (SELECT hashtextextended('crossfade live ' || CAST(? AS text), 0) AS key) AS k
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND l.classid::bigint = (k.key >> 32) & 4294967295
  AND l.objid::bigint = k.key & 4294967295
ORDER BY 1
