-- Foreign keys of other tables that refer to followed ones.
SELECT k.conrelid::regclass::text || '.' || k.conname
FROM pg_constraint k
WHERE k.contype = 'f' AND k.conparentid = 0
  AND k.confrelid IN (
    SELECT c.oid
    FROM crossfade.live_tables t
    JOIN pg_namespace n ON n.nspname = t.schema_name
    JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.table_name
    WHERE t.migration = ?)
  AND k.conrelid NOT IN (
    SELECT c.oid
    FROM crossfade.live_tables t
    JOIN pg_namespace n ON n.nspname = t.schema_name
    JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.table_name
    WHERE t.migration = ?)
ORDER BY 1
