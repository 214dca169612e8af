package dev.crossfade.facade;

/** One of the two stores that an application moves between. */
public enum Origin {
  /** The store that it began with: its file. */
  FIRST,
  /** PostgreSQL. */
  SECOND
}
