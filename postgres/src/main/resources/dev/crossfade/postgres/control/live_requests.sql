SELECT id, source, command, arguments, actor
FROM crossfade.live_requests
WHERE source = ANY (?) AND taken_at IS NULL
  AND requested_at > clock_timestamp() - interval '1 minute'
ORDER BY id
