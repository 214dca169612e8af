package dev.crossfade.files.csv;

/**
 * How a CSV file is written. An unquoted empty cell and an unquoted {@code \N} are null; a quoted
 * empty cell is empty text.
 *
 * @param delimiter between cells
 * @param quote around cells that hold a delimiter, a quote (doubled) or a line end
 * @param lineEnd LF, before which a CR is dropped, or CR where a file has no LF
 * @param header whether the first row holds names
 */
record CsvDialect(byte delimiter, byte quote, byte lineEnd, boolean header) {}
