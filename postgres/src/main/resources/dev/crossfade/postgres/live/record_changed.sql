INSERT INTO crossfade.live_changed_keys (key_hash, migration, table_name, key, version)
SELECT sha256(CAST(? AS bytea) || c.key), ?, ?, c.key, ?
FROM (SELECT DISTINCT u.key FROM unnest(CAST(? AS bytea[])) AS u (key)) AS c
ON CONFLICT (key_hash) DO UPDATE SET version = excluded.version
