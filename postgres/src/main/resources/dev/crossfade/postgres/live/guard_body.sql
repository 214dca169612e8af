
DECLARE
  store_open boolean;
  other text;
  old_key text[];
  new_key text[];
BEGIN
  -- A hint, which anyone can set; what counts is the row that only a pass can write.
  IF current_setting('crossfade.pass', true) = 'on' THEN
    PERFORM FROM crossfade.live_stores AS s
    WHERE s.migration = ${migration} AND s.pass_xid = pg_current_xact_id_if_assigned();
    IF FOUND THEN
      RETURN NULL;
    END IF;
  END IF;
  IF current_setting('transaction_isolation') IN ('read committed', 'read uncommitted') THEN
    -- Alone in its statement: the next one then sees what was committed while this one waited.
    PERFORM pg_advisory_xact_lock_shared(${lock});
    SELECT f.is_open, f.elsewhere INTO store_open, other
    FROM crossfade.live_fences AS f WHERE f.migration = ${migration};
  ELSE
    -- The snapshot may be older than the closing: to lock the row fails then.
    SELECT f.is_open, f.elsewhere INTO store_open, other
    FROM crossfade.live_fences AS f WHERE f.migration = ${migration} FOR SHARE;
  END IF;
  IF store_open IS NOT TRUE THEN
    RAISE EXCEPTION USING
      ERRCODE = 'read_only_sql_transaction',
      MESSAGE = format('crossfade: %I.%I takes no writes here', TG_TABLE_SCHEMA, TG_TABLE_NAME),
      DETAIL = 'Live migration ' || ${migration} || ': the other store is '
        || coalesce(other, 'not known') || '.',
      HINT = 'Write there; during a switch neither store takes writes for a moment.';
  END IF;
  IF TG_WHEN = 'BEFORE' THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'TRUNCATE' THEN
    INSERT INTO crossfade.live_outbox (migration, t, k) VALUES (${migration}, ${number}, NULL);
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    old_key := ARRAY[${old}];
    INSERT INTO crossfade.live_outbox (migration, t, k) VALUES (${migration}, ${number}, old_key);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    new_key := ARRAY[${new}];
    IF old_key IS DISTINCT FROM new_key THEN
      INSERT INTO crossfade.live_outbox (migration, t, k) VALUES (${migration}, ${number}, new_key);
    END IF;
  END IF;
  RETURN NULL;
END
