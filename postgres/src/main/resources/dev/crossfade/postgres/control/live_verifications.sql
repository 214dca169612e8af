SELECT id, migration, started_at, finished_at, rows_compared, differences, version, details, scope
FROM crossfade.live_verifications
WHERE migration = ?
ORDER BY started_at DESC, id COLLATE "C" DESC
LIMIT ?
