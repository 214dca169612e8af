UPDATE crossfade.live_stores
SET version = ?, last_pass = ?, pass_xid = pg_current_xact_id()
WHERE migration = ?;
-- A pass of a few keys has to reach them by the index, whatever the planner thinks of tables that it
-- has never counted; and compiling a plan takes longer than such a pass.
SET LOCAL enable_seqscan = off;
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SET LOCAL jit = off;
-- Violations are to show where the pass can still be done another way.
SET CONSTRAINTS ALL IMMEDIATE;
-- Only says to the fence that it is worth looking at the mark first.
SET LOCAL crossfade.pass = 'on'
