package dev.crossfade.core.store;

import dev.crossfade.core.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A record that was read and is not written.
 *
 * @param collection its collection in the source
 * @param locator where it stands in the source: {@code line 17}, {@code rowid 42}, or its key
 * @param column the column that does not fit, or null when the record as a whole does not
 * @param code why
 * @param detail one sentence without row values
 * @param row the encoded raw row; empty when it could not be read as a row
 * @param raw the bytes of a record that could not be read as a row; empty otherwise
 */
public record RejectedRecord(
    String collection,
    String locator,
    @Nullable String column,
    ErrorCode code,
    String detail,
    byte[] row,
    byte[] raw) {}
