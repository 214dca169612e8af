SELECT id, source, schema_name, plan_text, stage, paused, throttle, created_at
FROM crossfade.live_migrations
ORDER BY created_at, id COLLATE "C"
