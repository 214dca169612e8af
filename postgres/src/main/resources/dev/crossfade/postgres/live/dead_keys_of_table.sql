SELECT key FROM crossfade.live_dead_keys WHERE migration = ? AND table_name = ?
