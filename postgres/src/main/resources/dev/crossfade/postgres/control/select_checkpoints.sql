SELECT chunk, position, rows_read, rows_rejected, rows_written, digest, bytes, last_key, is_last
FROM crossfade.checkpoints
WHERE run_id = ? AND target = ?
ORDER BY chunk
