SELECT coalesce('process ' || l.pid || nullif(' of ' || a.application_name, ' of '),
  'a prepared transaction')
FROM pg_locks l
LEFT JOIN pg_stat_activity a ON a.pid = l.pid
CROSS JOIN (SELECT hashtextextended('crossfade live ' || CAST(? AS text), 0) AS key) AS k
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND l.classid::bigint = (k.key >> 32) & 4294967295
  AND l.objid::bigint = k.key & 4294967295
ORDER BY 1
