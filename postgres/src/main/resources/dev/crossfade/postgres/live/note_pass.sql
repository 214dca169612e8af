INSERT INTO crossfade.live_passes
  (id, migration, direction, keys, dead_keys, epoch, version, took_micros)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
