-- Whether an index gives the key's order: text in the order of its bytes, as COLLATE "C" has it.
SELECT EXISTS (
  SELECT FROM pg_index i
  CROSS JOIN (SELECT CAST(? AS text[]) AS names) AS k
  WHERE i.indrelid = to_regclass(CAST(? AS text)) AND i.indisvalid AND i.indpred IS NULL
    AND k.names = ARRAY(
      SELECT a.attname::text
      FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u (number, place)
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.number
      WHERE u.place <= cardinality(k.names)
        AND i.indoption[u.place - 1] = 0
        AND i.indcollation[u.place - 1] IN (0, 'pg_catalog."C"'::regcollation)
      ORDER BY u.place))
