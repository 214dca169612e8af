package dev.crossfade.postgres.control;

import dev.crossfade.postgres.session.SqlText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One numbered file of the control schema.
 *
 * @param version its number, from 1 without gaps
 * @param name what stands behind the number in the file's name
 * @param sql its content
 * @param checksum SHA-256 of the content in hexadecimal; any change of the file shows
 */
record Migration(int version, String name, String sql, String checksum) {
  /** Every file in order; a jar cannot be listed, so they are named here. */
  private static final List<String> FILES =
      List.of(
          "0001_runs.sql",
          "0002_failed_runs.sql",
          "0003_live.sql",
          "0004_control.sql",
          "0005_choices.sql",
          "0006_snapshots.sql",
          "0007_proof.sql",
          "0008_requests.sql");

  /** The migrations that this version knows. */
  static List<Migration> known() {
    List<Migration> migrations = new ArrayList<>();
    for (String file : FILES) {
      migrations.add(of(file, SqlText.read(Migration.class, file)));
    }
    return migrations;
  }

  static Migration of(String file, String sql) {
    int line = file.indexOf('_');
    return new Migration(
        Integer.parseInt(file.substring(0, line)),
        file.substring(line + 1, file.length() - ".sql".length()),
        sql,
        checksum(sql));
  }

  private static String checksum(String sql) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(sql.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
