INSERT INTO crossfade.dead_letters
  (run_id, target, chunk, collection, locator, column_name, code, detail, encoding_version,
   row_encoded, row_readable, raw, digest)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb), ?, ?)
