SELECT since, reason FROM crossfade.live_throttled WHERE migration = ?
