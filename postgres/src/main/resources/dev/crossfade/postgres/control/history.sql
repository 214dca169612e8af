CREATE TABLE IF NOT EXISTS crossfade.migrations (
  version integer PRIMARY KEY,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now(),
  applied_by text NOT NULL DEFAULT current_user
)
