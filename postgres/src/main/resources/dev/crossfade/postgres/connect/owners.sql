-- Tables of a schema that belong to a role which this one is no member of.
SELECT quote_ident(n.nspname) || '.' || quote_ident(t.relname) AS table_quoted,
       quote_ident(pg_get_userbyid(t.relowner)) AS owner_quoted,
       quote_ident(session_user) AS role_quoted
FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE n.nspname = ? AND t.relname = ANY (?) AND t.relkind IN ('r', 'p')
  AND NOT pg_has_role(t.relowner, 'USAGE')
ORDER BY 1
