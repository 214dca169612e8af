package dev.crossfade.facade;

/** What is asked of a store. */
public enum Operation {
  /** One key read. */
  GET,
  /** One key written, put or deleted. */
  WRITE,
  /** Several keys, or one read and written. */
  TRANSACTION,
  /** Entries in the order of their keys, up to the opening of the stream. */
  SCAN
}
