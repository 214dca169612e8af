package dev.crossfade.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What holds passes and the first copy back. As text a line for each limit, with line breaks and
 * backslashes of a value written as {@code \n} and {@code \\}:
 *
 * <pre>
 * rows=N                 rows a second
 * max-load=N             clients of the target at work
 * max-replica-lag=N      milliseconds
 * while-sql=SELECT ...
 * while-file=PATH
 * </pre>
 *
 * @param rows applied a second at most, over time; 0 for no limit
 * @param maxLoad wait while more of the target's clients are at work; 0 for no limit
 * @param maxReplicaLag wait while a replica of the target is further behind; null for no limit
 * @param whileSql wait while this query of the target gives true; or null
 * @param whileFile wait while this file is there, where the follower runs; or null
 */
public record ThrottleLimits(
    long rows,
    long maxLoad,
    @Nullable Duration maxReplicaLag,
    @Nullable String whileSql,
    @Nullable String whileFile) {
  /** Nothing holds back. */
  public static final ThrottleLimits NONE = new ThrottleLimits(0, 0, null, null, null);

  private static final String ROWS = "rows";
  private static final String MAX_LOAD = "max-load";
  private static final String MAX_REPLICA_LAG = "max-replica-lag";
  private static final String WHILE_SQL = "while-sql";
  private static final String WHILE_FILE = "while-file";

  /** Whether nothing holds back. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** As the ledger keeps it. */
  public String text() {
    return fields(true).entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining("\n"));
  }

  /** For people, in one line. */
  public String sentence() {
    return fields(false).entrySet().stream()
        .map(field -> field.getKey() + " " + field.getValue().replace('\n', ' '))
        .collect(Collectors.joining(", "));
  }

  private Map<String, String> fields(boolean kept) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (rows > 0) {
      fields.put(ROWS, rows + (kept ? "" : " a second"));
    }
    if (maxLoad > 0) {
      fields.put(MAX_LOAD, maxLoad + (kept ? "" : " clients at work"));
    }
    if (maxReplicaLag != null) {
      fields.put(MAX_REPLICA_LAG, maxReplicaLag.toMillis() + (kept ? "" : " ms"));
    }
    if (whileSql != null) {
      fields.put(WHILE_SQL, kept ? escaped(whileSql) : whileSql);
    }
    if (whileFile != null) {
      fields.put(WHILE_FILE, kept ? escaped(whileFile) : whileFile);
    }
    return fields;
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @param text null for no limits
   * @throws CrossfadeException CF-6320 when it is not understood
   */
  public static ThrottleLimits parse(@Nullable String text) {
    ThrottleLimits limits = NONE;
    for (String line : text == null ? new String[0] : text.split("\n")) {
      int sign = line.indexOf('=');
      String value = line.substring(sign + 1);
      limits =
          switch (line.substring(0, Math.max(0, sign))) {
            case ROWS -> limits.withRows(number(line, value));
            case MAX_LOAD -> limits.withMaxLoad(number(line, value));
            case MAX_REPLICA_LAG ->
                limits.withMaxReplicaLag(Duration.ofMillis(number(line, value)));
            case WHILE_SQL -> limits.withWhileSql(unescaped(value));
            case WHILE_FILE -> limits.withWhileFile(unescaped(value));
            default -> throw new CrossfadeException(ErrorCode.CF_6320, line);
          };
    }
    return limits;
  }

  private static long number(String line, String value) {
    if (!value.matches("[1-9][0-9]{0,17}")) {
      throw new CrossfadeException(ErrorCode.CF_6320, line);
    }
    return Long.parseLong(value);
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n");
  }

  private static String unescaped(String value) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        i++;
        char next = value.charAt(i);
        plain.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** The same with another limit of rows; 0 for none. */
  public ThrottleLimits withRows(long limit) {
    return new ThrottleLimits(limit, maxLoad, maxReplicaLag, whileSql, whileFile);
  }

  /** The same with another limit of the load; 0 for none. */
  public ThrottleLimits withMaxLoad(long limit) {
    return new ThrottleLimits(rows, limit, maxReplicaLag, whileSql, whileFile);
  }

  /** The same with another limit of the replicas' lag; null for none. */
  public ThrottleLimits withMaxReplicaLag(@Nullable Duration limit) {
    return new ThrottleLimits(rows, maxLoad, limit, whileSql, whileFile);
  }

  /** The same with another condition; null for none. */
  public ThrottleLimits withWhileSql(@Nullable String query) {
    return new ThrottleLimits(rows, maxLoad, maxReplicaLag, query, whileFile);
  }

  /** The same with another file; null for none. */
  public ThrottleLimits withWhileFile(@Nullable String path) {
    return new ThrottleLimits(rows, maxLoad, maxReplicaLag, whileSql, path);
  }
}
