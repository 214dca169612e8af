-- Sequences that number the rows of a table: of identity columns, and those that a column owns.
SELECT c.relname, a.attname, n.nspname, s.relname, q.seqmin,
  coalesce(pg_sequence_last_value(s.oid::regclass), 0)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid
  AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
JOIN pg_sequence q ON q.seqrelid = s.oid AND q.seqincrement > 0
WHERE n.nspname = ? AND c.relkind IN ('r', 'p')
ORDER BY c.relname, a.attnum
