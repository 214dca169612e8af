-- Forgets a table: its number, its foreign keys and those that refer to it, its dead keys.
WITH named AS (
  SELECT CAST(? AS text) AS migration, CAST(? AS text) AS schema_name, CAST(? AS text) AS table_name
), parked AS (
  DELETE FROM crossfade.live_parked p
  USING named n
  WHERE p.migration = n.migration
    AND (p.schema_name = n.schema_name AND p.table_name = n.table_name
      OR strpos(p.definition, format('REFERENCES %I.%I(', n.schema_name, n.table_name)) > 0)
), dead AS (
  DELETE FROM crossfade.live_dead_keys d
  USING named n
  WHERE d.migration = n.migration AND d.table_name = n.table_name
), forgotten AS (
  DELETE FROM crossfade.live_tables t
  USING named n
  WHERE t.migration = n.migration AND t.schema_name = n.schema_name AND t.table_name = n.table_name
  RETURNING t.number
)
SELECT count(*) FROM forgotten
