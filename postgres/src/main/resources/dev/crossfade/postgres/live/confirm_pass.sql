-- A pass that is not among the prepared ones any more was confirmed already, or a later one was.
WITH confirmed AS (
  SELECT migration, pass, number FROM crossfade.live_prepared WHERE migration = ? AND pass = ?
), gone AS (
  DELETE FROM crossfade.live_prepared p USING confirmed c
  WHERE p.migration = c.migration AND p.number <= c.number
)
UPDATE crossfade.live_stores s
SET confirmed_pass = c.pass
FROM confirmed c
WHERE s.migration = c.migration
