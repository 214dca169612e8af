-- All tables at once: asking table by table takes long when there are thousands.
-- The columns of a virtual table are not asked for: that would load its module.
SELECT t.name AS table_name, x.name, x.type, x."notnull", x.dflt_value, x.pk, x.hidden
FROM pragma_table_list AS t
JOIN pragma_table_xinfo(t.name, 'main') AS x
WHERE t.schema = 'main' AND t.type IN ('table', 'shadow') AND x.hidden <> 1
