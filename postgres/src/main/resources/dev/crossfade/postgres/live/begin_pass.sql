UPDATE crossfade.live_stores
SET version = ?, last_pass = ?, pass_xid = pg_current_xact_id()
WHERE migration = ?;
-- A pass of a few keys has to reach them by the index, whatever the planner thinks of tables that it
-- has never counted; and compiling a plan takes longer than such a pass. The last one only says to
-- the fence that it is worth looking at the mark first.
SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
  set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true),
  set_config('crossfade.pass', 'on', true);
-- Violations are to show where the pass can still be done another way.
SET CONSTRAINTS ALL IMMEDIATE
