SELECT kind, schema_name, table_name, name, definition, true
FROM crossfade.live_parked
WHERE migration = ?
ORDER BY kind, schema_name, table_name, name
