SELECT is_open, epoch, promise, ballot, version, complete
FROM crossfade.live_stores
WHERE migration = ?
