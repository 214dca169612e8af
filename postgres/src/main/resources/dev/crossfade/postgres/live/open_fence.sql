UPDATE crossfade.live_fences SET is_open = true WHERE migration = ?
