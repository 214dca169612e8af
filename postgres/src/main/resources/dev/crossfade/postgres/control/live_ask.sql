INSERT INTO crossfade.live_requests (source, command, arguments, actor)
VALUES (?, ?, ?::json, ?)
RETURNING id
