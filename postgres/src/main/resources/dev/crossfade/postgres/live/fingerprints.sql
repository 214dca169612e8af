-- What must not change under a follower's feet, in one digest a table: identity, columns, row-level
-- security, rules and partitions of the table, and the triggers by which it is followed.
WITH RECURSIVE tree AS (
  SELECT t.number, c.oid
  FROM crossfade.live_tables t
  JOIN pg_namespace n ON n.nspname = ?
  JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.table_name AND c.relkind IN ('r', 'p')
  WHERE t.migration = ?
  UNION ALL
  SELECT tree.number, i.inhrelid
  FROM tree
  JOIN pg_inherits i ON i.inhparent = tree.oid
), facts AS (
  SELECT tree.number, format('table %s %s %s %s', c.oid, c.relkind, c.relrowsecurity,
    c.relforcerowsecurity) AS fact
  FROM tree
  JOIN pg_class c ON c.oid = tree.oid
  UNION ALL
  SELECT tree.number, format('column %s %s %s %s %s %s %s', a.attrelid, a.attname,
    a.atttypid::oid, a.atttypmod, a.attnotnull, a.attgenerated, a.attidentity)
  FROM tree
  JOIN pg_attribute a ON a.attrelid = tree.oid AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT tree.number, format('rule %s %s', r.ev_class, r.rulename)
  FROM tree
  JOIN pg_rewrite r ON r.ev_class = tree.oid
  UNION ALL
  SELECT tree.number, format('trigger %s %s %s %s %s %s %s %s', g.tgrelid, g.tgname, g.tgtype,
    g.tgenabled, g.tgqual IS NULL, p.prosecdef, p.proconfig, md5(p.prosrc))
  FROM tree
  JOIN pg_trigger g ON g.tgrelid = tree.oid AND NOT g.tgisinternal
    AND g.tgname IN ('crossfade_fence', 'crossfade_record', 'crossfade_truncate')
  JOIN pg_proc p ON p.oid = g.tgfoid
)
SELECT t.number, t.table_name, t.fingerprint, f.fingerprint AS actual
FROM crossfade.live_tables t
LEFT JOIN (
  SELECT number, md5(string_agg(fact, E'\n' ORDER BY fact COLLATE "C")) AS fingerprint
  FROM facts
  GROUP BY number) AS f USING (number)
WHERE t.migration = ?
ORDER BY t.number
