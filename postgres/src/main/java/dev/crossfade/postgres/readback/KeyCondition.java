package dev.crossfade.postgres.readback;

import dev.crossfade.postgres.readback.KeyBound.Place;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison of a row's key with a bound, as one row comparison that an index can serve. */
final class KeyCondition {
  private KeyCondition() {}

  /** Keys greater than the bound. */
  static String after(List<KeyBound> bounds) {
    int decisive = decisive(bounds);
    return switch (place(bounds, decisive)) {
      case EXACT, FLOOR -> compare(bounds.subList(0, decisive + 1), ">");
      case ABOVE -> decisive == 0 ? "false" : compare(bounds.subList(0, decisive), ">");
      case BELOW -> decisive == 0 ? "true" : compare(bounds.subList(0, decisive), ">=");
    };
  }

  /** Keys up to and with the bound. */
  static String upTo(List<KeyBound> bounds) {
    int decisive = decisive(bounds);
    return switch (place(bounds, decisive)) {
      case EXACT, FLOOR -> compare(bounds.subList(0, decisive + 1), "<=");
      case ABOVE -> decisive == 0 ? "true" : compare(bounds.subList(0, decisive), "<=");
      case BELOW -> decisive == 0 ? "false" : compare(bounds.subList(0, decisive), "<");
    };
  }

  /** The first cell that no value equals: those behind it don't matter. Else the last one. */
  private static int decisive(List<KeyBound> bounds) {
    for (int i = 0; i < bounds.size(); i++) {
      if (place(bounds, i) != Place.EXACT) {
        return i;
      }
    }
    return bounds.size() - 1;
  }

  private static Place place(List<KeyBound> bounds, int index) {
    return bounds.get(index).place();
  }

  private static String compare(List<KeyBound> bounds, String operator) {
    return bounds.stream().map(KeyBound::expression).collect(Collectors.joining(", ", "(", ")"))
        + " "
        + operator
        + " "
        + bounds.stream().map(KeyBound::literal).collect(Collectors.joining(", ", "(", ")"));
  }
}
