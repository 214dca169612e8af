INSERT INTO crossfade.live_syncs (migration, synced_at) VALUES (?, clock_timestamp())
ON CONFLICT (migration) DO UPDATE SET synced_at = excluded.synced_at
