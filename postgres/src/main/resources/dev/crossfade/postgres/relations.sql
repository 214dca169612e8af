SELECT relation.relname
FROM pg_catalog.pg_class AS relation
  JOIN pg_catalog.pg_namespace AS schema ON schema.oid = relation.relnamespace
WHERE schema.nspname = ?
ORDER BY relation.relname COLLATE "C"
