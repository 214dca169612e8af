SELECT id, migration, direction, applied_at, keys, dead_keys, epoch, version, took_micros
FROM crossfade.live_passes
WHERE migration = ?
ORDER BY number DESC
LIMIT ?
