INSERT INTO crossfade.live_events (migration, happened_at, kind, actor, text, reason)
VALUES (?, ?, ?, ?, ?, ?)
