INSERT INTO crossfade.live_migrations
  (id, source, schema_name, plan_text, stage, paused, throttle, created_at,
    snapshot_every_millis, snapshot_percent, snapshot_sidecar)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
  source = excluded.source,
  schema_name = excluded.schema_name,
  plan_text = excluded.plan_text,
  stage = excluded.stage,
  paused = excluded.paused,
  throttle = excluded.throttle,
  created_at = excluded.created_at,
  snapshot_every_millis = excluded.snapshot_every_millis,
  snapshot_percent = excluded.snapshot_percent,
  snapshot_sidecar = excluded.snapshot_sidecar
