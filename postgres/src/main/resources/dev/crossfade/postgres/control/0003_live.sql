-- Live migrations: one row each.
CREATE TABLE crossfade.live_migrations (
  id text PRIMARY KEY,
  source text NOT NULL,
  schema_name text NOT NULL,
  plan_text text NOT NULL,
  stage text NOT NULL,
  paused text,
  throttle text,
  created_at timestamp with time zone NOT NULL
);

-- The control row of this database as a store of a migration.
CREATE TABLE crossfade.live_stores (
  migration text PRIMARY KEY,
  is_open boolean NOT NULL,
  epoch bigint NOT NULL,
  promise bigint NOT NULL,
  ballot bigint NOT NULL,
  version bigint NOT NULL,
  complete boolean NOT NULL,
  last_pass text,
  confirmed_pass text,
  pass_xid xid8,
  server_identity text
) WITH (fillfactor = 10, autovacuum_vacuum_threshold = 1000);

-- The flag that writers look at. Apart from the control row, which each pass changes: a writer in
-- REPEATABLE READ or SERIALIZABLE locks this row, and fails where it was changed since.
CREATE TABLE crossfade.live_fences (
  migration text PRIMARY KEY REFERENCES crossfade.live_stores (migration) ON DELETE CASCADE,
  is_open boolean NOT NULL,
  elsewhere text NOT NULL
);

-- The tables of a migration where applications see them. One migration a table.
CREATE TABLE crossfade.live_tables (
  migration text NOT NULL REFERENCES crossfade.live_stores (migration) ON DELETE CASCADE,
  number integer NOT NULL,
  schema_name text NOT NULL,
  table_name text NOT NULL,
  fingerprint text,
  PRIMARY KEY (migration, number),
  UNIQUE (schema_name, table_name)
);

-- Keys that were changed while this store is open. No constraint but the identity: nothing may stop
-- or swallow an entry. An entry without a key stands for every row of its table.
CREATE TABLE crossfade.live_outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration text NOT NULL,
  t integer NOT NULL,
  k text[]
) WITH (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

-- Passes applied to this store (FORTH) and passes made from it that were confirmed (BACK).
CREATE TABLE crossfade.live_passes (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text NOT NULL,
  migration text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('FORTH', 'BACK')),
  applied_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  keys bigint NOT NULL,
  dead_keys integer NOT NULL,
  epoch bigint NOT NULL,
  version bigint NOT NULL,
  took_micros bigint NOT NULL
);

CREATE INDEX live_passes_by_migration ON crossfade.live_passes (migration, number);

-- Passes read from this store which are not known to be applied.
CREATE TABLE crossfade.live_prepared (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration text NOT NULL,
  pass text NOT NULL
);

-- Keys that hold an older value here, since the one in the open store does not fit.
CREATE TABLE crossfade.live_dead_keys (
  migration text NOT NULL,
  table_name text NOT NULL,
  key_hash bytea NOT NULL,
  key bytea NOT NULL,
  encoding_version integer NOT NULL,
  column_name text,
  code text NOT NULL,
  met_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (migration, table_name, key_hash)
);

-- What a closed store is without: its foreign keys and the program's triggers, as they were.
CREATE TABLE crossfade.live_parked (
  migration text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('FOREIGN KEY', 'TRIGGER')),
  schema_name text NOT NULL,
  table_name text NOT NULL,
  name text NOT NULL,
  definition text NOT NULL,
  PRIMARY KEY (migration, kind, schema_name, table_name, name)
);

CREATE TABLE crossfade.live_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  migration text NOT NULL,
  happened_at timestamp with time zone NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  text text NOT NULL,
  reason text
);

CREATE INDEX live_events_by_migration ON crossfade.live_events (migration, id);

CREATE TABLE crossfade.live_verifications (
  id text PRIMARY KEY,
  migration text NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  rows_compared bigint NOT NULL,
  differences bigint NOT NULL,
  version bigint NOT NULL,
  details json NOT NULL
);

-- Who took the lease last; whether it is held is what the advisory lock says.
CREATE TABLE crossfade.live_leases (
  migration text PRIMARY KEY,
  holder text NOT NULL,
  taken_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
);

-- Written and committed to make the log durable up to here.
CREATE TABLE crossfade.live_syncs (
  migration text PRIMARY KEY,
  synced_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE crossfade.live_stores IS 'Who may write: the control row of each live migration';
COMMENT ON TABLE crossfade.live_outbox IS 'Keys changed in the followed tables while they are open';
COMMENT ON COLUMN crossfade.live_stores.pass_xid IS
  'The transaction of the last pass: its writes pass the fence and leave no entry in the outbox';
COMMENT ON COLUMN crossfade.live_dead_keys.key IS 'The key in the canonical encoding';
