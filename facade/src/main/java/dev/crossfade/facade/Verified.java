package dev.crossfade.facade;

import java.util.List;

/**
 * What a comparison of both stores found, while writers went on.
 *
 * @param pattern of the keys compared
 * @param keys how many
 * @param differences how many differ
 * @param details a sentence for each of the first that do: its key, and the columns; no values
 */
public record Verified(String pattern, long keys, long differences, List<String> details) {}
