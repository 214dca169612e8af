INSERT INTO crossfade.live_fences (migration, is_open, elsewhere)
SELECT migration, is_open, ? FROM crossfade.live_stores WHERE migration = ?
ON CONFLICT (migration) DO UPDATE SET is_open = excluded.is_open
