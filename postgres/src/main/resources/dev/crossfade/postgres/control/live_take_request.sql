UPDATE crossfade.live_requests
SET taken_by = ?, taken_at = clock_timestamp()
WHERE id = ? AND taken_at IS NULL
  AND requested_at > clock_timestamp() - interval '1 minute'
