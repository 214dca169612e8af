WITH gone AS (
  DELETE FROM crossfade.live_prepared WHERE migration = ?
)
UPDATE crossfade.live_stores SET confirmed_pass = ? WHERE migration = ?
