SELECT migration, direction, ended_at, actor, outcome, ballot, waited_micros, keys, passes, gates
FROM crossfade.live_switches
WHERE migration = ?
ORDER BY number
