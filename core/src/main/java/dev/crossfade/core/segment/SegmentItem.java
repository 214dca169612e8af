package dev.crossfade.core.segment;

/** What a reader meets: a record, or a place where records are missing or damaged. */
public sealed interface SegmentItem permits SegmentRecord, SegmentDamage {}
