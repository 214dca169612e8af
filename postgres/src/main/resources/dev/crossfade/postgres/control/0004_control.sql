-- Migrations whose passes wait for the throttle, as their follower saw it last.
CREATE TABLE crossfade.live_throttled (
  migration text PRIMARY KEY,
  since timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  reason text NOT NULL
);

-- Who accepted that a switch leaves a dead key as it is, and why. Whether it still counts is what the
-- list of dead keys itself says: a pass that finds the key dead anew takes the mark away there.
CREATE TABLE crossfade.live_accepted_keys (
  migration text NOT NULL,
  table_name text NOT NULL,
  key_hash bytea NOT NULL,
  key bytea NOT NULL,
  encoding_version integer NOT NULL,
  reason text NOT NULL,
  actor text NOT NULL,
  accepted_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (migration, table_name, key_hash)
);

ALTER TABLE crossfade.live_dead_keys ADD COLUMN accepted boolean NOT NULL DEFAULT false;
