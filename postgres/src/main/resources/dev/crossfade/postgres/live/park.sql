INSERT INTO crossfade.live_parked (migration, kind, schema_name, table_name, name, definition)
VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (migration, kind, schema_name, table_name, name)
DO UPDATE SET definition = excluded.definition
