SELECT migration FROM crossfade.live_tables WHERE schema_name = ? AND table_name = ?
