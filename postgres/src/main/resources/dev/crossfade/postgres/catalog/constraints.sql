-- Since version 18 NOT NULL is here too (type n); the columns say that already.
SELECT c.relname,
       k.conname,
       k.contype::text AS type,
       ARRAY(SELECT a.attname::text
             FROM unnest(k.conkey) WITH ORDINALITY AS u (number, place)
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
             ORDER BY u.place) AS columns,
       CASE WHEN r.relnamespace = c.relnamespace THEN r.relname::text
            ELSE m.nspname || '.' || r.relname END AS parent,
       ARRAY(SELECT a.attname::text
             FROM unnest(k.confkey) WITH ORDINALITY AS u (number, place)
             JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number
             ORDER BY u.place) AS parent_columns,
       k.confupdtype::text AS on_update,
       k.confdeltype::text AS on_delete,
       k.condeferrable,
       k.condeferred,
       k.convalidated,
       pg_get_expr(k.conbin, k.conrelid) AS expression
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class r ON r.oid = k.confrelid
LEFT JOIN pg_namespace m ON m.oid = r.relnamespace
WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND k.contype IN ('p', 'u', 'f', 'c')
  -- A key to a partitioned table has a copy for each partition.
  AND (k.contype <> 'f' OR k.conparentid = 0)
ORDER BY k.oid
