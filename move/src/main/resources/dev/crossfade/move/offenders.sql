-- Makes the query for the rows that break a check: their keys, or the columns that the check is
-- about where the table has no key.
SELECT pg_catalog.format(
  'SELECT %1$s FROM %2$s WHERE NOT (%3$s)%4$s',
  shown.names,
  checked.conrelid::regclass,
  pg_catalog.pg_get_expr(checked.conbin, checked.conrelid),
  CASE WHEN keyed.oid IS NULL THEN '' ELSE ' ORDER BY ' || shown.names END)
FROM pg_catalog.pg_constraint AS checked
  LEFT JOIN pg_catalog.pg_constraint AS keyed
    ON keyed.conrelid = checked.conrelid AND keyed.contype = 'p'
  CROSS JOIN LATERAL (
    SELECT pg_catalog.string_agg(pg_catalog.quote_ident(attribute.attname), ', ' ORDER BY place)
    FROM pg_catalog.unnest(coalesce(keyed.conkey, checked.conkey))
        WITH ORDINALITY AS part (number, place)
      JOIN pg_catalog.pg_attribute AS attribute
        ON attribute.attrelid = checked.conrelid AND attribute.attnum = part.number
  ) AS shown (names)
WHERE checked.conrelid = CAST(? AS regclass) AND checked.conname = ? AND checked.contype = 'c'
