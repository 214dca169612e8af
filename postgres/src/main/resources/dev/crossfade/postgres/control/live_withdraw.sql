DELETE FROM crossfade.live_accepted_keys
WHERE migration = ? AND table_name = ? AND key_hash = sha256(?)
