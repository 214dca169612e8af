package dev.crossfade.cli.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.core.value.CellCursor;
import dev.crossfade.core.value.RowBatch;
import dev.crossfade.core.value.Value;
import dev.crossfade.live.Migration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys that a person gave or a verification listed, as the stores have them. */
final class KeyArguments {
  private static final HexFormat HEX = HexFormat.of();

  private KeyArguments() {}

  /**
   * Keys as {@code TABLE:VALUE,VALUE}.
   *
   * @throws CrossfadeException CF-6311 when one is no key of a followed table
   */
  static Map<CollectionPlan, List<byte[]>> read(Migration migration, List<String> texts) {
    Map<CollectionPlan, List<byte[]>> keys = new LinkedHashMap<>();
    for (String text : texts) {
      int colon = text.indexOf(':');
      if (colon < 1) {
        throw refused(text, "it names no table");
      }
      CollectionPlan plan = plan(migration, text.substring(0, colon));
      keys.computeIfAbsent(plan, made -> new ArrayList<>())
          .add(key(plan, text, text.substring(colon + 1)));
    }
    return keys;
  }

  private static byte[] key(CollectionPlan plan, String text, String values) {
    int[] positions = plan.keyPositions();
    String[] parts = positions.length == 1 ? new String[] {values} : values.split(",", -1);
    if (parts.length != positions.length) {
      throw refused(text, "the key is " + String.join(", ", plan.key()));
    }
    RowBatch batch = new RowBatch(64);
    batch.beginRow();
    for (int i = 0; i < parts.length; i++) {
      try {
        value(plan.columns().get(positions[i]).conversion().kind(), parts[i]).putInto(batch);
      } catch (IllegalArgumentException malformed) {
        throw refused(text, plan.key().get(i) + " cannot be that");
      }
    }
    return Arrays.copyOf(batch.data(), batch.size());
  }

  /** A key as {@link #read} takes it, whole. */
  static String text(CollectionPlan plan, byte[] key) {
    List<String> parts = new ArrayList<>();
    CellCursor cells = new CellCursor();
    cells.reset(key, 0, key.length);
    while (cells.next()) {
      parts.add(text(Value.of(cells)));
    }
    return plan.target() + ":" + String.join(",", parts);
  }

  private static String text(Value value) {
    if (value instanceof Value.Int integer) {
      return Long.toString(integer.value());
    }
    if (value instanceof Value.Real real) {
      return Double.toString(real.value());
    }
    if (value instanceof Value.Bytes bytes) {
      return "x'" + HEX.formatHex(bytes.value()) + "'";
    }
    return value instanceof Value.Text text ? text.value() : String.valueOf(value);
  }

  /** The value as the followed file has it. */
  private static Value value(Conversion.Kind kind, String text) {
    return switch (kind) {
      case INTEGER, INTEGER_FLAG, EPOCH_SECONDS, EPOCH_MILLIS ->
          new Value.Int(Long.parseLong(text));
      case DOUBLE, JULIAN_DAY -> new Value.Real(Double.parseDouble(text));
      case BYTES, BYTES_UUID -> bytes(text);
      case INTEGER_DOUBLE -> number(text);
      case MIXED_TEXT, MIXED_JSON -> mixed(text);
      default -> new Value.Text(text);
    };
  }

  private static Value number(String text) {
    return text.matches("-?[0-9]+")
        ? new Value.Int(Long.parseLong(text))
        : new Value.Real(Double.parseDouble(text));
  }

  private static Value mixed(String text) {
    if (text.matches("x'[0-9a-fA-F]*'")) {
      return bytes(text);
    }
    return text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")
        ? number(text)
        : new Value.Text(text);
  }

  private static Value bytes(String text) {
    if (!text.startsWith("x'") || !text.endsWith("'") || text.length() < 3) {
      throw new IllegalArgumentException("no bytes");
    }
    return new Value.Bytes(HEX.parseHex(text, 2, text.length() - 1), false);
  }

  /** The keys that the details of a verification hold. */
  static Map<CollectionPlan, List<byte[]>> listed(Migration migration, String details) {
    Map<CollectionPlan, List<byte[]>> keys = new LinkedHashMap<>();
    try (JsonParser json = new JsonFactory().createParser(details)) {
      String table = "";
      while (json.nextToken() != null) {
        if (json.currentToken() != JsonToken.FIELD_NAME) {
          continue;
        }
        String name = json.currentName();
        if (name.equals("table")) {
          table = json.nextTextValue();
        } else if (name.equals("encodedKeys") && json.nextToken() == JsonToken.START_ARRAY) {
          List<byte[]> some = new ArrayList<>();
          for (String hex = json.nextTextValue(); hex != null; hex = json.nextTextValue()) {
            some.add(HEX.parseHex(hex));
          }
          if (!some.isEmpty()) {
            keys.put(plan(migration, table), some);
          }
        }
      }
      return keys;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static CollectionPlan plan(Migration migration, String table) {
    return migration.plan().moved().stream()
        .filter(plan -> plan.target().equals(table))
        .findFirst()
        .orElseThrow(() -> refused(table, "no such table is followed"));
  }

  private static CrossfadeException refused(String text, String why) {
    return new CrossfadeException(ErrorCode.CF_6311, text + ": " + why);
  }
}
