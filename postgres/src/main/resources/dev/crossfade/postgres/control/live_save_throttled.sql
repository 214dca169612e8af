INSERT INTO crossfade.live_throttled (migration, reason) VALUES (?, ?)
ON CONFLICT (migration) DO UPDATE SET reason = excluded.reason
