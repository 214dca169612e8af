SELECT x.name, x.coll, x.desc
FROM pragma_index_list(?1, 'main') AS l
JOIN pragma_index_xinfo(l.name, 'main') AS x
WHERE l.origin = 'pk' AND x.key = 1
ORDER BY x.seqno
