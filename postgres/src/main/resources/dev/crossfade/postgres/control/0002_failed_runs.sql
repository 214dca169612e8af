-- A run whose records did not fit is no longer told as one that was given up.
ALTER TABLE crossfade.runs DROP CONSTRAINT runs_state_check;
ALTER TABLE crossfade.runs ADD CONSTRAINT runs_state_check
  CHECK (state IN ('LOADING', 'LOADED', 'PUBLISHED', 'PROVEN', 'FAILED', 'ABANDONED'));
