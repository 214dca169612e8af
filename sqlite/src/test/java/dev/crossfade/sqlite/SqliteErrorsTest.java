package dev.crossfade.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.error.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's result codes are to the user, where no file brings them about. */
final class SqliteErrorsTest {
  @Test
  void takesALackOfMemoryForWhatItIs() {
    SQLiteException failure = new SQLiteException("out", SQLiteErrorCode.SQLITE_NOMEM);
    assertThat(new SqliteErrors(Path.of("a.sqlite")).of(failure, "table big").code())
        .isEqualTo(ErrorCode.CF_1113);
  }
}
