package dev.crossfade.core.setting;

/** Which patterns are moved before others. */
public enum Priority {
  /** First. */
  HIGH,
  /** After {@link #HIGH}; where nothing is said. */
  MEDIUM,
  /** Last. */
  LOW
}
