SELECT id, migration, happened_at, kind, actor, text, reason
FROM crossfade.live_events
WHERE migration = ? AND id > ?
ORDER BY id
LIMIT ?
