SELECT 'FOREIGN KEY', t.schema_name, t.table_name, k.conname, pg_get_constraintdef(k.oid),
  k.convalidated
FROM crossfade.live_tables t
JOIN pg_namespace n ON n.nspname = t.schema_name
JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.table_name
JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0
WHERE t.migration = ?
ORDER BY t.number, k.conname
