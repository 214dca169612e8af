-- What of others depends on the relations of a schema: the relation, that on which the dependent
-- object lies if it lies on one, and the object in the server's words.
SELECT DISTINCT
  referenced.relname,
  holder.oid IS NOT NULL AND holder.relnamespace = referenced.relnamespace,
  coalesce(holder.relname, ''),
  CASE
    WHEN rule.oid IS NULL
      THEN pg_catalog.pg_describe_object(depend.classid, depend.objid, depend.objsubid)
    ELSE pg_catalog.pg_describe_object('pg_catalog.pg_class'::regclass, holder.oid, 0)
  END
FROM pg_catalog.pg_depend AS depend
  JOIN pg_catalog.pg_class AS referenced
    ON (depend.refclassid = 'pg_catalog.pg_class'::regclass AND referenced.oid = depend.refobjid)
    OR (depend.refclassid = 'pg_catalog.pg_type'::regclass AND referenced.reltype = depend.refobjid)
  JOIN pg_catalog.pg_namespace AS schema ON schema.oid = referenced.relnamespace
  LEFT JOIN pg_catalog.pg_rewrite AS rule
    ON depend.classid = 'pg_catalog.pg_rewrite'::regclass AND rule.oid = depend.objid
  LEFT JOIN pg_catalog.pg_constraint AS constrained
    ON depend.classid = 'pg_catalog.pg_constraint'::regclass AND constrained.oid = depend.objid
  LEFT JOIN pg_catalog.pg_policy AS policy
    ON depend.classid = 'pg_catalog.pg_policy'::regclass AND policy.oid = depend.objid
  LEFT JOIN pg_catalog.pg_attrdef AS given
    ON depend.classid = 'pg_catalog.pg_attrdef'::regclass AND given.oid = depend.objid
  LEFT JOIN pg_catalog.pg_class AS holder
    ON holder.oid = coalesce(
      rule.ev_class,
      constrained.conrelid,
      policy.polrelid,
      given.adrelid,
      CASE WHEN depend.classid = 'pg_catalog.pg_class'::regclass THEN depend.objid END)
WHERE schema.nspname = ? AND depend.deptype = 'n'
ORDER BY 1, 4
