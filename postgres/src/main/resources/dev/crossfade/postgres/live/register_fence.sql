INSERT INTO crossfade.live_fences (migration, is_open, elsewhere)
VALUES (?, ?, ?)
ON CONFLICT (migration) DO NOTHING
