SELECT s.recording,
  (SELECT count(*) FROM crossfade.live_changed_keys c WHERE c.migration = s.migration AND c.key <> ''),
  (SELECT count(*) FROM crossfade.live_changed_keys c WHERE c.migration = s.migration AND c.key = '')
FROM crossfade.live_stores s
WHERE s.migration = ?
