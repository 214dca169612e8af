SELECT pg_advisory_xact_lock(hashtextextended('crossfade live ' || CAST(? AS text), 0));
UPDATE crossfade.live_fences SET is_open = false WHERE migration = ?
