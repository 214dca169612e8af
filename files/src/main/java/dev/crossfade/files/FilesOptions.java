package dev.crossfade.files;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.files.csv.CsvOptions;

/**
 * How files are read.
 *
 * @param recordLimit bytes that one record may have; a longer one is a reject. At least 16.
 * @param csv what the user says of CSV files
 */
public record FilesOptions(int recordLimit, CsvOptions csv) {
  private static final long LEAST = 16L << 20;
  private static final long MOST = 512L << 20;

  /** Refuses what cannot be. */
  public FilesOptions {
    if (recordLimit < 16) {
      throw new CrossfadeException(
          ErrorCode.CF_1002, "expected a record limit of at least 16 bytes but was " + recordLimit);
    }
  }

  /** The same for CSV files whose form is found out. */
  public FilesOptions(int recordLimit) {
    this(recordLimit, CsvOptions.DEFAULT);
  }

  /** The same with what the user says of CSV files. */
  public FilesOptions with(CsvOptions said) {
    return new FilesOptions(recordLimit, said);
  }

  /** A record may take an eighth of the memory, but at least 16 MiB and at most 512 MiB. */
  public static FilesOptions standard() {
    long share = Runtime.getRuntime().maxMemory() / 8;
    return new FilesOptions((int) Math.min(MOST, Math.max(LEAST, share)));
  }
}
