INSERT INTO crossfade.live_leases (migration, holder) VALUES (?, ?)
ON CONFLICT (migration) DO UPDATE SET holder = excluded.holder, taken_at = clock_timestamp()
