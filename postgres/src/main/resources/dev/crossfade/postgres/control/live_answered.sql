-- An advisory lock of 64 bits shows as two halves and objsubid 1.
SELECT r.taken_by, r.answered_at IS NOT NULL, r.answer, r.error_code, r.error_detail,
  EXISTS (
    SELECT FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND l.classid::bigint = (k.key >> 32) & 4294967295
      AND l.objid::bigint = k.key & 4294967295)
FROM crossfade.live_requests r,
  LATERAL (SELECT hashtextextended('crossfade live request ' || r.id, 0) AS key) k
WHERE r.id = ?
