INSERT INTO crossfade.checkpoints
  (run_id, target, chunk, position, rows_read, rows_rejected, rows_written, digest,
   encoding_version, bytes, last_key, is_last)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
