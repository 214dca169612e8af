SELECT t.name AS table_name, k.id, k."table", k."from", k."to", k.on_update, k.on_delete
FROM pragma_table_list AS t
JOIN pragma_foreign_key_list(t.name, 'main') AS k
WHERE t.schema = 'main' AND t.type = 'table'
ORDER BY t.name, k.id DESC, k.seq
