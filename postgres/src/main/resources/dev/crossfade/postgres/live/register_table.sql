WITH named AS (
  SELECT CAST(? AS text) AS migration, CAST(? AS text) AS schema_name, CAST(? AS text) AS table_name)
INSERT INTO crossfade.live_tables (migration, number, schema_name, table_name)
SELECT n.migration,
  coalesce((SELECT max(number) FROM crossfade.live_tables t WHERE t.migration = n.migration), 0) + 1,
  n.schema_name, n.table_name
FROM named n
ON CONFLICT (schema_name, table_name) DO NOTHING
