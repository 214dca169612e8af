SELECT id, state, source, source_digest, schema_name, staging_schema, plan_text, options,
  started_at, finished_at, report
FROM crossfade.runs
WHERE CAST(? AS text) IS NULL OR id = ?
ORDER BY started_at DESC, id COLLATE "C" DESC
