SELECT current_setting('server_version_num')::int AS version_number,
       current_setting('server_version') AS version,
       current_setting('server_encoding') AS encoding,
       pg_backend_pid() AS process_id,
       pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS read_only,
       set_config('TimeZone', 'UTC', false) AS time_zone
