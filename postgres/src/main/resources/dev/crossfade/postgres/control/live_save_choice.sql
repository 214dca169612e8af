INSERT INTO crossfade.live_choices (migration, tables, excluded) VALUES (?, ?, ?)
ON CONFLICT (migration) DO UPDATE SET tables = excluded.tables, excluded = excluded.excluded
