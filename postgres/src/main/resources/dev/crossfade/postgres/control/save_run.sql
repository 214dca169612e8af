INSERT INTO crossfade.runs
  (id, state, source, source_digest, schema_name, staging_schema, plan_text, options, started_at,
   finished_at, report)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS json))
ON CONFLICT (id) DO UPDATE SET
  state = excluded.state,
  source = excluded.source,
  source_digest = excluded.source_digest,
  schema_name = excluded.schema_name,
  staging_schema = excluded.staging_schema,
  plan_text = excluded.plan_text,
  options = excluded.options,
  started_at = excluded.started_at,
  finished_at = excluded.finished_at,
  report = excluded.report
