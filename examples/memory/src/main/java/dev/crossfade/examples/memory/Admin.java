package dev.crossfade.examples.memory;

import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.facade.StoreMigration;
import dev.crossfade.facade.Verified;
import dev.crossfade.live.Stage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/**
 * Moves the memory, for whoever runs the server: {@code POST /admin/enable}, {@code advance},
 * {@code back}, {@code verify} with {@code ?pattern=session/{id}}, and {@code self-test}. Only from
 * this machine, and not from pages in a browser or through a proxy.
 */
final class Admin {
  private static final List<String> OTHERS = List.of("Origin", "Forwarded", "X-Forwarded-For");

  private final CrossfadeStore store;

  Admin(CrossfadeStore store) {
    this.store = store;
  }

  void addTo(RoutesConfig routes) {
    routes.before("/admin/*", Admin::requireLocal);
    routes.get("/health", context -> Answers.json(context, Health.of(store.status())));
    routes.post(
        "/admin/enable",
        context -> stage(context, (migration, pattern) -> enable(migration, pattern)));
    routes.post("/admin/advance", context -> stage(context, StoreMigration::advance));
    routes.post("/admin/back", context -> stage(context, StoreMigration::back));
    routes.post("/admin/verify", this::verify);
    routes.post(
        "/admin/self-test",
        context -> Answers.json(context, Json.object(Map.of("steps", store.selfTest()))));
  }

  private static void requireLocal(Context context) throws UnknownHostException {
    boolean direct = OTHERS.stream().allMatch(name -> context.header(name) == null);
    if (!direct || !InetAddress.getByName(context.ip()).isLoopbackAddress()) {
      throw new ForbiddenResponse("from this machine only");
    }
  }

  /** What takes a pattern to a stage. */
  private interface Step {
    Stage take(StoreMigration migration, String pattern);
  }

  private void stage(Context context, Step step) {
    String pattern = pattern(context);
    Stage stage = step.take(store.migration(), pattern);
    Answers.json(context, Json.object(Map.of("pattern", pattern, "stage", stage.name())));
  }

  private static Stage enable(StoreMigration migration, String pattern) {
    migration.enable(pattern);
    return Stage.LEGACY_ONLY;
  }

  private void verify(Context context) {
    Verified verified = store.migration().verify(pattern(context));
    Answers.json(
        context,
        Json.object(
            Map.of(
                "pattern", verified.pattern(),
                "keys", verified.keys(),
                "differences", verified.differences(),
                "details", verified.details())));
  }

  /** The pattern that is meant; empty for the keys that follow none. */
  private static String pattern(Context context) {
    String pattern = context.queryParam("pattern");
    if (pattern == null) {
      throw new BadRequestResponse("expected ?pattern=");
    }
    return pattern;
  }
}
