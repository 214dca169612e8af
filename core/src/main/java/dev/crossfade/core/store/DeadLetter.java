package dev.crossfade.core.store;

/**
 * A record in the control schema that was read and not written.
 *
 * @param id its number within the target, of all runs together: it never names another one
 * @param runId the run
 * @param target the table that it was for
 * @param chunk the chunk that it was read in
 * @param record what was rejected and why
 * @param digestHex hash of the encoded raw row, 32 hexadecimal digits; empty when there is no row
 */
public record DeadLetter(
    long id, String runId, String target, int chunk, RejectedRecord record, String digestHex) {}
