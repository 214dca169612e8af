SELECT direction, count(*), CAST(sum(keys) AS bigint), CAST(sum(dead_keys) AS bigint),
  min(applied_at), max(applied_at),
  percentile_disc(0.5) WITHIN GROUP (ORDER BY took_micros),
  percentile_disc(0.99) WITHIN GROUP (ORDER BY took_micros)
FROM crossfade.live_passes
WHERE migration = ?
GROUP BY direction
ORDER BY direction DESC
