SELECT pg_try_advisory_xact_lock(hashtextextended('crossfade run ' || CAST(? AS text), 0))
