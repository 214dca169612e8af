SELECT c.relname, pg_get_viewdef(c.oid) AS body
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND c.relkind = 'v'
ORDER BY c.oid
