DELETE FROM crossfade.live_changed_keys AS c
USING unnest(CAST(? AS bytea[]), CAST(? AS bigint[])) AS u (key, version)
WHERE c.key_hash = sha256(CAST(? AS bytea) || u.key) AND c.version <= u.version
