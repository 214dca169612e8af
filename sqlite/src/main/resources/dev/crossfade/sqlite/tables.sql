-- The order of sqlite_schema is that of creation; pragma_table_list knows what serves what.
SELECT t.name, l.type, l.wr
FROM sqlite_schema AS t
JOIN pragma_table_list AS l ON l.schema = 'main' AND l.name = t.name
WHERE t.type = 'table'
  AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
ORDER BY t.rowid
