DELETE FROM crossfade.live_requests WHERE id = ? AND taken_at IS NULL
