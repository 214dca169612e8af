-- An advisory lock of 64 bits shows as two halves and objsubid 1.
WITH wanted AS (
  SELECT migration, holder, hashtextextended('crossfade live lease ' || migration, 0) AS key
  FROM crossfade.live_leases
  WHERE migration = ?
)
SELECT w.holder
FROM wanted w
WHERE EXISTS (
  SELECT FROM pg_locks l
  WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND l.classid::bigint = (w.key >> 32) & 4294967295
    AND l.objid::bigint = w.key & 4294967295)
