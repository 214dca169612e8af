DELETE FROM crossfade.live_passes
WHERE migration = ? AND number < (
  SELECT number FROM crossfade.live_passes WHERE migration = ?
  ORDER BY number DESC OFFSET ? LIMIT 1)
