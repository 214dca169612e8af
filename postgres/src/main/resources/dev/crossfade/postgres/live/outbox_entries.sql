SELECT id, t, k IS NULL
FROM crossfade.live_outbox
WHERE migration = ?
