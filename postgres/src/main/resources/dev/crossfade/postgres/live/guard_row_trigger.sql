DROP TRIGGER IF EXISTS crossfade_record ON ${table};
CREATE TRIGGER crossfade_record AFTER INSERT OR UPDATE OR DELETE ON ${table}
  FOR EACH ROW EXECUTE FUNCTION ${function}()
