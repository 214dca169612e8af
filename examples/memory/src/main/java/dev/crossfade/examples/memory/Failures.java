package dev.crossfade.examples.memory;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;

/**
 * What a client is told when the memory fails: the code, and above all whether its write was done.
 *
 * <pre>
 * {"code": "CF-7202", "error": "The open store does not answer", "outcome": "refused"}
 * </pre>
 */
final class Failures {
  private static final System.Logger LOG = System.getLogger(Failures.class.getName());
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final int INTERNAL = 500;
  private static final int UNAVAILABLE = 503;

  private Failures() {}

  /** What became of a write. */
  enum Outcome {
    /** Nothing was written; it may be repeated. */
    REFUSED,
    /** Nobody knows: it may be there, or not. */
    UNKNOWN
  }

  /** Answers. */
  static void answer(CrossfadeException failure, Context context) {
    int status =
        switch (failure.code()) {
          case CF_7002, CF_7003 -> BAD_REQUEST;
          case CF_7201, CF_7205, CF_7206, CF_7207, CF_6004 -> CONFLICT;
          case CF_7202, CF_7203 -> UNAVAILABLE;
          default -> INTERNAL;
        };
    context.status(status);
    if (status == INTERNAL) {
      LOG.log(System.Logger.Level.ERROR, context.method() + " failed", failure);
    }
    if (status == UNAVAILABLE) {
      context.header("Retry-After", "1");
    }
    Answers.json(context, describe(failure));
  }

  /** What became of the write that failed. Where it is not certain, it is unknown. */
  static Outcome outcome(CrossfadeException failure) {
    return switch (failure.code()) {
      case CF_7002, CF_7003, CF_7201, CF_7202, CF_7203, CF_7205, CF_7206, CF_7207, CF_6004 ->
          Outcome.REFUSED;
      default -> Outcome.UNKNOWN;
    };
  }

  /** A failure as a client sees it. */
  static Document describe(CrossfadeException failure) {
    return Json.object(
        Map.of(
            "code", failure.code().code(),
            "error", failure.code().title(),
            "outcome", outcome(failure).name().toLowerCase(Locale.ROOT)));
  }
}
