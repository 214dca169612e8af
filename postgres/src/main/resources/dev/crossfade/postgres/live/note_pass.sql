INSERT INTO crossfade.live_passes
  (id, migration, direction, keys, dead_keys, epoch, version, took_micros)
VALUES (?, ?, ?, ?, ?, ?, ?, CASE WHEN ?
  THEN CAST(extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000000 AS bigint)
  ELSE 0 END)
