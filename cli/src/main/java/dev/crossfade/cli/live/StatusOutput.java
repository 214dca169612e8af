package dev.crossfade.cli.live;

import dev.crossfade.cli.frame.JsonOut;
import dev.crossfade.cli.frame.Session;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.LiveLedger.PassRecord;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import dev.crossfade.live.LaneSource;
import dev.crossfade.live.Migrations;
import dev.crossfade.live.Status;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The live migrations, for people or as JSON. */
final class StatusOutput {
  private StatusOutput() {}

  static void print(Session session, List<Status.Plan> plans) {
    if (session.json()) {
      session.print(json -> document(json, plans));
    } else if (plans.isEmpty()) {
      session.print(Migrations.NOTHING);
    } else {
      plans.forEach(plan -> print(session, plan));
    }
  }

  private static void print(Session session, Status.Plan plan) {
    session.print(
        session.style().bold(plan.source()) + " into schema " + plan.schema() + "  " + plan.id());
    line(session, "stage", plan.stage().name());
    if (plan.paused() != null) {
      line(session, "paused", session.style().warning(plan.paused()));
    }
    if (plan.limits() != null) {
      line(session, "throttle", plan.limits());
    }
    if (plan.throttled() != null) {
      line(session, "", session.style().warning(ThrottleOutput.text(plan.throttled())));
    }
    line(session, "follower", plan.follower() == null ? "none" : plan.follower());
    if (plan.trouble() != null) {
      line(session, "trouble", session.style().bad(plan.trouble()));
    }
    line(session, "lag", lag(plan.lag()));
    line(session, "rate", String.format(Locale.ROOT, "%.0f keys/s", plan.rate()));
    PassRecord pass = plan.lastPass();
    if (pass != null) {
      line(
          session,
          "last pass",
          pass.at().truncatedTo(ChronoUnit.MILLIS)
              + ", "
              + pass.keys()
              + " keys in "
              + pass.took().toMillis()
              + " ms");
    }
    VerificationRecord verified = plan.lastVerification();
    line(
        session,
        "verified",
        verified == null
            ? "never"
            : String.valueOf(verified.finishedAt())
                + ", "
                + verified.rows()
                + " rows, "
                + verified.differences()
                + " differences");
    line(
        session,
        "dead keys",
        plan.deadKeys()
            + (plan.acceptedDeadKeys() == 0
                ? ""
                : ", of which " + plan.acceptedDeadKeys() + " are accepted"));
    String who = LaneSource.read(plan.source()).isPresent() ? "owner" : "snapshots";
    plan.remarks().forEach(remark -> line(session, who, remark));
    plan.gates().forEach(gate -> gate(session, gate));
  }

  /** A gate, with its reason. */
  static void gate(Session session, Gate gate) {
    String word = gate.open() ? session.style().good("open") : session.style().bad("shut");
    line(
        session,
        "gate",
        word
            + "  "
            + gate.name()
            + ": "
            + gate.reason()
            + (gate.open() ? "" : " " + gate.advice()));
  }

  private static String lag(Status.Lag lag) {
    if (lag.keys() < 0) {
      return "unknown";
    }
    return lag.keys() == 0
        ? "nothing is waiting"
        : String.format(Locale.ROOT, "%d keys, %.1f s", lag.keys(), Math.max(0, lag.seconds()));
  }

  private static void line(Session session, String name, String text) {
    session.print(String.format(Locale.ROOT, "  %-10s %s", name, text));
  }

  private static void document(JsonOut json, List<Status.Plan> plans) {
    json.object().array("plans");
    plans.forEach(plan -> plan(json, plan));
    json.end().end();
  }

  private static void plan(JsonOut json, Status.Plan plan) {
    json.object()
        .field("id", plan.id())
        .field("source", plan.source())
        .field("schema", plan.schema())
        .field("stage", plan.stage().name())
        .field("paused", plan.paused())
        .field("follower", plan.follower());
    json.object("throttle").field("limits", plan.limits());
    ThrottleOutput.now(json, plan.throttled());
    json.end();
    json.object("lag")
        .field("keys", plan.lag().keys())
        .field("seconds", plan.lag().seconds())
        .end();
    json.field("rate", plan.rate());
    pass(json, plan.lastPass());
    verification(json, plan.lastVerification());
    json.field("deadKeys", plan.deadKeys()).field("acceptedDeadKeys", plan.acceptedDeadKeys());
    gates(json, plan.gates());
    json.array("remarks");
    plan.remarks().forEach(json::value);
    json.end();
    json.field("trouble", plan.trouble()).end();
  }

  private static void pass(JsonOut json, @org.jspecify.annotations.Nullable PassRecord pass) {
    json.name("lastPass");
    if (pass == null) {
      json.nothing();
      return;
    }
    json.object()
        .field("id", pass.id())
        .field("direction", pass.direction().name())
        .field("at", pass.at().toString())
        .field("keys", pass.keys())
        .field("deadKeys", pass.deadKeys())
        .field("millis", pass.took().toMillis())
        .end();
  }

  private static void verification(
      JsonOut json, @org.jspecify.annotations.Nullable VerificationRecord verified) {
    json.name("lastVerification");
    if (verified == null) {
      json.nothing();
      return;
    }
    json.object()
        .field("id", verified.id())
        .field("startedAt", verified.startedAt().toString())
        .field("finishedAt", String.valueOf(verified.finishedAt()))
        .field("rows", verified.rows())
        .field("differences", verified.differences())
        .end();
  }

  /** An array of gates as a field. */
  static void gates(JsonOut json, List<Gate> gates) {
    json.array("gates");
    for (Gate gate : gates) {
      json.object()
          .field("name", gate.name())
          .field("open", gate.open())
          .field("reason", gate.reason())
          .field("advice", gate.advice())
          .field("override", gate.override())
          .end();
    }
    json.end();
  }
}
