SELECT t.tgname,
       c.relname,
       t.tgtype,
       ARRAY(SELECT a.attname::text
             FROM unnest(t.tgattr) WITH ORDINALITY AS u (number, place)
             JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = u.number
             ORDER BY u.place) AS columns,
       pg_get_triggerdef(t.oid) AS definition
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND NOT t.tgisinternal AND NOT c.relispartition
ORDER BY t.oid
