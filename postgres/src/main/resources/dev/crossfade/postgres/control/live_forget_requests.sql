DELETE FROM crossfade.live_requests
WHERE coalesce(answered_at, taken_at, requested_at) < clock_timestamp() - interval '7 days'
