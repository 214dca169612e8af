package dev.crossfade.core.segment;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a file, drawn in {@link Segment}.
 *
 * @param owner who wrote it
 * @param begins number of the first record that it can hold
 * @param before where the file before it ended, or null where it is the first
 */
public record SegmentHeader(String owner, long begins, @Nullable SegmentEnd before) {
  private static final int VERSION = 1;
  private static final Pattern VERSIONED = Pattern.compile("\\{\"segment\":(\\d{1,9}),.*");
  private static final Pattern TEXT =
      Pattern.compile(
          "\\{\"segment\":1,\"owner\":\"([^\"\\\\]*)\",\"begins\":(\\d{1,18})"
              + "(,\"before\":\\{\"file\":\"([^\"\\\\]*)\",\"last\":(\\d{1,18}),\"bytes\":(\\d{1,18})\\})?");

  /** The object without its end. */
  String text() {
    String start = "{\"segment\":" + VERSION + ",\"owner\":\"" + owner + "\",\"begins\":" + begins;
    SegmentEnd end = before;
    return end == null
        ? start
        : start
            + ",\"before\":{\"file\":\""
            + end.file()
            + "\",\"last\":"
            + end.last()
            + ",\"bytes\":"
            + end.bytes()
            + "}";
  }

  /**
   * Reads a line that is intact.
   *
   * @return null when it is no header
   * @throws CrossfadeException CF-7104 when a newer version wrote it
   */
  static @Nullable SegmentHeader parse(byte[] data, int from, int to, String file) {
    String text = new String(data, from, SegmentLine.end(to) - from, StandardCharsets.UTF_8);
    Matcher version = VERSIONED.matcher(text);
    if (version.matches() && Integer.parseInt(version.group(1)) != VERSION) {
      throw new CrossfadeException(
          ErrorCode.CF_7104,
          file + ": expected version " + VERSION + " but was " + version.group(1));
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    SegmentEnd before =
        matcher.group(3) == null
            ? null
            : new SegmentEnd(
                matcher.group(4),
                Long.parseLong(matcher.group(5)),
                Long.parseLong(matcher.group(6)));
    return new SegmentHeader(matcher.group(1), Long.parseLong(matcher.group(2)), before);
  }
}
