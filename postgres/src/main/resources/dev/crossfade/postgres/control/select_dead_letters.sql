SELECT id, run_id, target, chunk, collection, locator, column_name, code, detail, row_encoded, raw,
  digest
FROM crossfade.dead_letters
WHERE run_id = ? AND (? = '' OR target = ?)
ORDER BY id
