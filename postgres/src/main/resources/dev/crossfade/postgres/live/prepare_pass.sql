INSERT INTO crossfade.live_prepared (migration, pass) VALUES (?, ?)
