SELECT is_open, epoch, promise, ballot, version, complete, last_pass
FROM crossfade.live_stores
WHERE migration = ?
