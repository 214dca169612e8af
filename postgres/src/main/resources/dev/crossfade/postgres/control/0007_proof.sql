-- Keys that passes brought into this closed store and that nobody has compared since. An empty key
-- stands for every key of its table. Every pass writes here: the one index is a narrow one, over a
-- digest of migration, table and key, with a zero byte behind each of the first two.
CREATE TABLE crossfade.live_changed_keys (
  key_hash bytea PRIMARY KEY,
  migration text NOT NULL,
  table_name text NOT NULL,
  key bytea NOT NULL,
  version bigint NOT NULL
) WITH (fillfactor = 70, autovacuum_vacuum_threshold = 1000);

-- Set by the first verification, for ever.
ALTER TABLE crossfade.live_stores ADD COLUMN recording boolean NOT NULL DEFAULT false;

-- What was compared: every row, or the keys that changed since that was done.
ALTER TABLE crossfade.live_verifications
  ADD COLUMN scope text NOT NULL DEFAULT 'ALL' CHECK (scope IN ('ALL', 'CHANGED'));

-- Every try to take writers from one store to the other, with what its gates said.
CREATE TABLE crossfade.live_switches (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('FORTH', 'BACK')),
  ended_at timestamp with time zone NOT NULL,
  actor text NOT NULL,
  outcome text NOT NULL,
  ballot bigint NOT NULL,
  waited_micros bigint NOT NULL,
  keys bigint NOT NULL,
  passes integer NOT NULL,
  gates json NOT NULL
);

CREATE INDEX live_switches_by_migration ON crossfade.live_switches (migration, number);

COMMENT ON COLUMN crossfade.live_changed_keys.key IS 'The key in the canonical encoding';
COMMENT ON COLUMN crossfade.live_changed_keys.version IS
  'Of the control row, as the last pass left it that brought the key';
