INSERT INTO crossfade.live_stores
  (migration, is_open, epoch, promise, ballot, version, complete, server_identity)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (migration) DO NOTHING
