WITH gone AS (SELECT CAST(? AS text) AS id),
  stores AS (DELETE FROM crossfade.live_stores WHERE migration IN (SELECT id FROM gone)),
  outbox AS (DELETE FROM crossfade.live_outbox WHERE migration IN (SELECT id FROM gone)),
  passes AS (DELETE FROM crossfade.live_passes WHERE migration IN (SELECT id FROM gone)),
  prepared AS (DELETE FROM crossfade.live_prepared WHERE migration IN (SELECT id FROM gone)),
  dead AS (DELETE FROM crossfade.live_dead_keys WHERE migration IN (SELECT id FROM gone)),
  parked AS (DELETE FROM crossfade.live_parked WHERE migration IN (SELECT id FROM gone)),
  verified AS (DELETE FROM crossfade.live_verifications WHERE migration IN (SELECT id FROM gone)),
  choices AS (DELETE FROM crossfade.live_choices WHERE migration IN (SELECT id FROM gone)),
  leases AS (DELETE FROM crossfade.live_leases WHERE migration IN (SELECT id FROM gone)),
  throttled AS (DELETE FROM crossfade.live_throttled WHERE migration IN (SELECT id FROM gone)),
  accepted AS (DELETE FROM crossfade.live_accepted_keys WHERE migration IN (SELECT id FROM gone)),
  syncs AS (DELETE FROM crossfade.live_syncs WHERE migration IN (SELECT id FROM gone))
DELETE FROM crossfade.live_migrations WHERE id IN (SELECT id FROM gone)
