SELECT c.relname,
       x.relname AS index,
       i.indisunique,
       pg_get_expr(i.indpred, i.indrelid) AS predicate,
       i.indkey[u.place - 1] = 0 AS expression,
       CASE WHEN i.indkey[u.place - 1] = 0 THEN pg_get_indexdef(i.indexrelid, u.place, false)
            ELSE a.attname::text END AS text,
       (i.indoption[u.place - 1] & 1) = 1 AS descending,
       CASE WHEN i.indcollation[u.place - 1] <> coalesce(a.attcollation, 100)
            THEN o.collname END AS collation
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_am m ON m.oid = x.relam
CROSS JOIN LATERAL generate_series(1, i.indnkeyatts::int) AS u (place)
LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[u.place - 1]
  AND i.indkey[u.place - 1] <> 0
LEFT JOIN pg_collation o ON o.oid = i.indcollation[u.place - 1]
WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND m.amname = 'btree' AND i.indisvalid
  AND NOT EXISTS (SELECT FROM pg_constraint k
                  WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
ORDER BY i.indexrelid, u.place
