package dev.crossfade.live;

import dev.crossfade.core.live.Gate;
import java.util.List;

/** Gates from one process to another, as the member {@code gates}. */
public final class GateJson {
  private static final String GATES = "gates";

  private GateJson() {}

  /** Adds gates to an object. */
  public static JsonObject write(JsonObject object, List<Gate> gates) {
    return object.with(GATES, gates.stream().map(GateJson::write).toList());
  }

  private static JsonObject write(Gate gate) {
    return new JsonObject()
        .with("name", gate.name())
        .with("open", gate.open())
        .with("reason", gate.reason())
        .with("advice", gate.advice())
        .with("override", gate.override());
  }

  /** The gates of an object. */
  public static List<Gate> read(Members object) {
    return object.objects(GATES).stream()
        .map(
            gate ->
                new Gate(
                    gate.text("name"),
                    gate.truth("open"),
                    gate.text("reason"),
                    gate.text("advice"),
                    gate.textOrNull("override")))
        .toList();
  }
}
