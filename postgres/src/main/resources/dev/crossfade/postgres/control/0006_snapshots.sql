-- How a source is followed in which nothing is installed; all NULL where triggers are.
ALTER TABLE crossfade.live_migrations
  ADD COLUMN snapshot_every_millis bigint,
  ADD COLUMN snapshot_percent integer,
  ADD COLUMN snapshot_sidecar text;

COMMENT ON COLUMN crossfade.live_migrations.snapshot_sidecar IS
  'The file of digests, on the machine of the follower';
