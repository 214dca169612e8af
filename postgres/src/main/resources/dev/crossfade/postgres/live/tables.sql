-- Each followed table and its partitions, the table itself first.
WITH RECURSIVE tree AS (
  SELECT t.number, t.table_name, c.oid, 0 AS depth
  FROM crossfade.live_tables t
  JOIN pg_namespace n ON n.nspname = ?
  JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.table_name AND c.relkind IN ('r', 'p')
  WHERE t.migration = ?
  UNION ALL
  SELECT tree.number, tree.table_name, i.inhrelid, tree.depth + 1
  FROM tree
  JOIN pg_inherits i ON i.inhparent = tree.oid
)
SELECT tree.number, tree.table_name, tree.depth, n.nspname, c.relname,
  c.relkind = 'r' AND EXISTS (
    SELECT FROM pg_inherits i WHERE i.inhparent = c.oid OR i.inhrelid = c.oid AND NOT c.relispartition)
FROM tree
JOIN pg_class c ON c.oid = tree.oid
JOIN pg_namespace n ON n.oid = c.relnamespace
ORDER BY tree.number, tree.depth, tree.oid
