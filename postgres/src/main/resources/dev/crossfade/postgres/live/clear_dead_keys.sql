DELETE FROM crossfade.live_dead_keys
WHERE migration = ? AND table_name = ?
  AND key_hash = ANY (ARRAY(SELECT sha256(key) FROM unnest(CAST(? AS bytea[])) AS key))
