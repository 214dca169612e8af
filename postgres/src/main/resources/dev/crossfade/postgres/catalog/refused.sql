SELECT CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END AS kind, c.relname
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND c.relkind IN ('m', 'f')
UNION ALL
SELECT CASE WHEN i.indisvalid THEN m.amname || ' index' ELSE 'invalid index' END, x.relname
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_am m ON m.oid = x.relam
WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND (m.amname <> 'btree' OR NOT i.indisvalid)
  AND NOT EXISTS (SELECT FROM pg_constraint k
                  WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT 'exclusion constraint', k.conname
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND k.contype = 'x' AND NOT c.relispartition
ORDER BY 1, 2
