-- The table with the most keys becomes one that changed as a whole.
WITH largest AS (
  SELECT c.migration, c.table_name, max(c.version) AS version
  FROM crossfade.live_changed_keys c
  WHERE c.migration = ? AND c.key <> ''
  GROUP BY c.migration, c.table_name
  ORDER BY count(*) DESC
  LIMIT 1),
gone AS (
  DELETE FROM crossfade.live_changed_keys c
  USING largest l
  WHERE c.migration = l.migration AND c.table_name = l.table_name AND c.key <> '')
INSERT INTO crossfade.live_changed_keys (key_hash, migration, table_name, key, version)
SELECT sha256(convert_to(l.migration, 'UTF8') || '\x00' || convert_to(l.table_name, 'UTF8') || '\x00'),
  l.migration, l.table_name, '', l.version
FROM largest l
ON CONFLICT (key_hash) DO UPDATE
SET version = greatest(live_changed_keys.version, excluded.version)
