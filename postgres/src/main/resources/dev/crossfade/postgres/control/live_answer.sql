UPDATE crossfade.live_requests
SET answered_at = clock_timestamp(), answer = ?::json, error_code = ?, error_detail = ?
WHERE id = ? AND answered_at IS NULL
