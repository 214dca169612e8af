INSERT INTO crossfade.live_switches
  (migration, direction, ended_at, actor, outcome, ballot, waited_micros, keys, passes, gates)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS json))
