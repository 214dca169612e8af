-- Whether anything but our triggers would fire on tables that a pass writes: the program's own ones,
-- and those by which the server keeps foreign keys.
SELECT EXISTS (
  SELECT FROM pg_trigger g
  WHERE g.tgrelid = ANY (ARRAY(SELECT to_regclass(name) FROM unnest(CAST(? AS text[])) AS name))
    AND g.tgenabled <> 'D'
    AND g.tgname NOT IN ('crossfade_fence', 'crossfade_record', 'crossfade_truncate')
    AND (NOT g.tgisinternal OR g.tgname LIKE 'RI_ConstraintTrigger%'))
