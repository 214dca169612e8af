-- What other processes ask of the process that owns a store: it alone has the store's lock. A
-- request is taken once, within a minute or never. Whether the taker still works at it is what an
-- advisory lock says, "crossfade live request ID", which it holds from before the take until after
-- the answer.
CREATE TABLE crossfade.live_requests (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source text NOT NULL,
  command text NOT NULL,
  arguments json NOT NULL,
  actor text NOT NULL,
  requested_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  taken_by text,
  taken_at timestamp with time zone,
  answered_at timestamp with time zone,
  answer json,
  error_code text,
  error_detail text
);

-- The few that wait; owners of stores look several times a second.
CREATE INDEX live_requests_untaken ON crossfade.live_requests (source, id) WHERE taken_at IS NULL;

COMMENT ON COLUMN crossfade.live_requests.source IS
  'A store, or one of its lanes, as live_migrations names it: PLACE or PLACE#TABLE';
COMMENT ON COLUMN crossfade.live_requests.error_code IS 'Why there is no answer: CF-nnnn';
