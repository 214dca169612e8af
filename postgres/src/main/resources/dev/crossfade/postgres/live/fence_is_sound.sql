SELECT f.is_open IS NOT DISTINCT FROM s.is_open
FROM crossfade.live_stores s
LEFT JOIN crossfade.live_fences f USING (migration)
WHERE s.migration = ?
