UPDATE crossfade.live_tables SET fingerprint = ? WHERE migration = ? AND number = ?
