-- Enabled triggers of the program, also on partitions.
WITH RECURSIVE tree AS (
  SELECT c.oid
  FROM crossfade.live_tables t
  JOIN pg_namespace n ON n.nspname = t.schema_name
  JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.table_name AND c.relkind IN ('r', 'p')
  WHERE t.migration = ?
  UNION ALL
  SELECT i.inhrelid
  FROM tree
  JOIN pg_inherits i ON i.inhparent = tree.oid
)
SELECT 'TRIGGER', n.nspname, c.relname, g.tgname, g.tgenabled::text, true
FROM tree
JOIN pg_class c ON c.oid = tree.oid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_trigger g ON g.tgrelid = tree.oid AND NOT g.tgisinternal AND g.tgenabled <> 'D'
WHERE g.tgname NOT IN ('crossfade_fence', 'crossfade_record', 'crossfade_truncate')
ORDER BY 2, 3, 4
