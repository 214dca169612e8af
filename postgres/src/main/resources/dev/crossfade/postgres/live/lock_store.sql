SELECT s.is_open, s.epoch, s.promise, s.ballot, s.version, s.complete,
  EXISTS (SELECT FROM crossfade.live_dead_keys d WHERE d.migration = s.migration),
  s.recording
FROM crossfade.live_stores s
WHERE s.migration = ?
FOR NO KEY UPDATE OF s
