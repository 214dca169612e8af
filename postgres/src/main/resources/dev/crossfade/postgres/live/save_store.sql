UPDATE crossfade.live_stores
SET is_open = ?, epoch = ?, promise = ?, ballot = ?, version = ?, complete = ?
WHERE migration = ?
