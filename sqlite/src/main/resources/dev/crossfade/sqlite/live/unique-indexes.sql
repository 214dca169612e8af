SELECT l.name AS index_name, l.origin, l.partial, x.cid, x.name, x.coll, x.desc, s.sql
FROM pragma_index_list(?1, 'main') AS l
JOIN pragma_index_xinfo(l.name, 'main') AS x
LEFT JOIN sqlite_schema AS s ON s.type = 'index' AND s.name = l.name
WHERE l."unique" = 1 AND x.key = 1
ORDER BY l.seq, x.seqno
