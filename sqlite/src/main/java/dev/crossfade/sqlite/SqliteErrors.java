package dev.crossfade.sqlite;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** Turns result codes of SQLite into coded errors. */
public final class SqliteErrors {
  private static final int READONLY_RECOVERY = 264;
  private static final int READONLY_ROLLBACK = 776;
  private static final int READONLY_CANTINIT = 1288;
  private static final int READONLY_DIRECTORY = 1544;

  private final Path file;
  private final boolean mayLook;

  SqliteErrors(Path file) {
    this(file, true);
  }

  private SqliteErrors(Path file, boolean mayLook) {
    this.file = file;
    this.mayLook = mayLook;
  }

  /** Errors of a file that other connections of this process may hold locks on. */
  static SqliteErrors withoutLooking(Path file) {
    return new SqliteErrors(file, false);
  }

  /**
   * The error that a failure is to the user.
   *
   * @param subject what was being done or read, for example {@code table orders}; may be empty
   */
  public CrossfadeException of(SQLException failure, String subject) {
    ErrorCode code = code(resultCode(failure));
    String where = subject.isEmpty() ? file.toString() : file + ", " + subject;
    return new CrossfadeException(code, where + ": " + failure.getMessage(), failure);
  }

  private ErrorCode code(int resultCode) {
    return switch (resultCode & 0xff) {
      case 3, 23 -> ErrorCode.CF_2016; // PERM, AUTH
      case 5, 6 -> ErrorCode.CF_2015; // BUSY, LOCKED
      case 7 -> ErrorCode.CF_1113; // NOMEM
      case 8 -> readOnly(resultCode);
      case 11 ->
          mayLook && header().isTruncated() ? ErrorCode.CF_2013 : ErrorCode.CF_2014; // CORRUPT
      case 13 -> ErrorCode.CF_6112; // FULL
      case 14 -> cannotOpen();
      case 26 -> notADatabase();
      case 1 -> ErrorCode.CF_2020;
      default -> ErrorCode.CF_2002;
    };
  }

  private ErrorCode readOnly(int resultCode) {
    return switch (resultCode) {
      case READONLY_ROLLBACK -> ErrorCode.CF_2017;
      case READONLY_RECOVERY, READONLY_CANTINIT -> ErrorCode.CF_2018;
      case READONLY_DIRECTORY -> mayLook ? ErrorCode.CF_2018 : ErrorCode.CF_6103;
      default -> mayLook ? ErrorCode.CF_2002 : ErrorCode.CF_6103;
    };
  }

  private ErrorCode cannotOpen() {
    if (!Files.isReadable(file)) {
      return ErrorCode.CF_2016;
    }
    if (!mayLook) {
      return isWritable() ? ErrorCode.CF_2002 : ErrorCode.CF_6103;
    }
    return header().isWal() ? ErrorCode.CF_2018 : ErrorCode.CF_2002;
  }

  /** Where it is not, a journal cannot be opened that stands beside the file. */
  private boolean isWritable() {
    Path folder = file.toAbsolutePath().getParent();
    return Files.isWritable(file) && (folder == null || Files.isWritable(folder));
  }

  private ErrorCode notADatabase() {
    if (!mayLook) {
      return ErrorCode.CF_2011;
    }
    FileHeader header = header();
    if (header.looksEncrypted()) {
      return ErrorCode.CF_2012;
    }
    return header.isTruncated() ? ErrorCode.CF_2013 : ErrorCode.CF_2011;
  }

  private FileHeader header() {
    return FileHeader.of(file);
  }

  private static int resultCode(SQLException failure) {
    return failure instanceof SQLiteException sqlite
        ? sqlite.getResultCode().code
        : failure.getErrorCode();
  }
}
