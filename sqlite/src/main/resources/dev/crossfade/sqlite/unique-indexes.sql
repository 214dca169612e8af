SELECT l.name AS index_name, x.name
FROM pragma_index_list(?1, 'main') AS l
JOIN pragma_index_xinfo(l.name, 'main') AS x
WHERE l.origin = 'u' AND x.key = 1
ORDER BY l.seq DESC, x.seqno
