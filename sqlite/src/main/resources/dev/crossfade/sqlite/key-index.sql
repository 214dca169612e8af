SELECT t.name AS table_name, x.name, x.coll, x.desc
FROM pragma_table_list AS t
JOIN pragma_index_list(t.name, 'main') AS i
JOIN pragma_index_xinfo(i.name, 'main') AS x
WHERE t.schema = 'main' AND t.type IN ('table', 'shadow') AND i.origin = 'pk' AND x.key = 1
