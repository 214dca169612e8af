-- Which tables were chosen when a migration began, for those that come later.
CREATE TABLE crossfade.live_choices (
  migration text PRIMARY KEY,
  tables text[] NOT NULL,
  excluded text[] NOT NULL
);
