-- One row for each run of move.
CREATE TABLE crossfade.runs (
  id text PRIMARY KEY,
  state text NOT NULL
    CHECK (state IN ('LOADING', 'LOADED', 'PUBLISHED', 'PROVEN', 'ABANDONED')),
  source text NOT NULL,
  source_digest text NOT NULL,
  schema_name text NOT NULL,
  staging_schema text NOT NULL,
  plan_text text NOT NULL,
  options text NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  report json
);

-- What is durable of the copy of one table; written in the transaction of the chunk's rows.
CREATE TABLE crossfade.checkpoints (
  run_id text NOT NULL REFERENCES crossfade.runs (id) ON DELETE CASCADE,
  target text NOT NULL,
  chunk integer NOT NULL CHECK (chunk >= 0),
  position text NOT NULL,
  rows_read bigint NOT NULL,
  rows_rejected bigint NOT NULL,
  rows_written bigint NOT NULL,
  digest text NOT NULL CHECK (length(digest) = 32),
  encoding_version integer NOT NULL,
  bytes bigint NOT NULL,
  last_key bytea,
  is_last boolean NOT NULL,
  committed_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (run_id, target, chunk)
);

-- Records that were read and not written; written in the transaction of the chunk's rows.
CREATE TABLE crossfade.dead_letters (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id text NOT NULL REFERENCES crossfade.runs (id) ON DELETE CASCADE,
  target text NOT NULL,
  chunk integer NOT NULL,
  collection text NOT NULL,
  locator text NOT NULL,
  column_name text,
  code text NOT NULL,
  detail text NOT NULL,
  encoding_version integer NOT NULL,
  row_encoded bytea NOT NULL,
  row_readable jsonb,
  raw bytea NOT NULL,
  digest text NOT NULL,
  rejected_at timestamp with time zone NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX dead_letters_by_run ON crossfade.dead_letters (run_id, target, id);

COMMENT ON TABLE crossfade.runs IS 'Runs of crossfade move';
COMMENT ON TABLE crossfade.checkpoints IS 'How far the copy of each table is durable';
COMMENT ON TABLE crossfade.dead_letters IS 'Records that were read and not written';
COMMENT ON COLUMN crossfade.dead_letters.row_encoded IS
  'The raw row in the canonical encoding; empty when the record could not be read as a row';
COMMENT ON COLUMN crossfade.dead_letters.row_readable IS
  'The same row as JSON by column; values that JSON cannot hold are objects with a $ name';
COMMENT ON COLUMN crossfade.dead_letters.raw IS
  'The bytes of a record that could not be read as a row; empty otherwise';
