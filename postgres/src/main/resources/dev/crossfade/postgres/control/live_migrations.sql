SELECT id, source, schema_name, plan_text, stage, paused, throttle, created_at,
  snapshot_every_millis, snapshot_percent, snapshot_sidecar
FROM crossfade.live_migrations
ORDER BY created_at, id COLLATE "C"
