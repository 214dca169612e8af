SELECT s.confirmed_pass, p.pass
FROM crossfade.live_stores s
LEFT JOIN crossfade.live_prepared p ON p.migration = s.migration
WHERE s.migration = ?
ORDER BY p.number
