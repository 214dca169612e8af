SELECT pg_try_advisory_xact_lock(hashtextextended(CAST(? AS text), 0))
