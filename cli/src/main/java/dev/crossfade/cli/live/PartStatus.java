package dev.crossfade.cli.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.live.LaneSource;
import dev.crossfade.live.LaneView;
import dev.crossfade.live.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds to what the ledger knows of parts of stores what the applications say that own them. */
final class PartStatus {
  private final OpenLive live;
  private final boolean counted;
  private final Map<String, Seen> seen = new HashMap<>();

  /**
   * @param counted whether keys are counted
   */
  PartStatus(OpenLive live, boolean counted) {
    this.live = live;
    this.counted = counted;
  }

  /** What an application said, or why it said nothing. */
  private record Seen(Map<String, LaneView> views, @Nullable CrossfadeException failure) {}

  /** Asks each application once; one that does not answer is told of, and nothing fails. */
  List<Status.Plan> with(List<Status.Plan> plans) {
    List<Status.Plan> all = new ArrayList<>();
    for (Status.Plan plan : plans) {
      // A side that is not ours to open says so, whatever the name of the file.
      boolean part = plan.trouble() != null && plan.trouble().startsWith(ErrorCode.CF_7214.code());
      all.add(
          part ? LaneSource.read(plan.source()).map(lane -> of(plan, lane)).orElse(plan) : plan);
    }
    return all;
  }

  private Status.Plan of(Status.Plan plan, LaneSource lane) {
    Seen said = seen.computeIfAbsent(lane.place(), this::ask);
    LaneView view = said.views().get(plan.source());
    if (view != null) {
      return view.of(plan, remarks(view));
    }
    CrossfadeException failure = said.failure();
    return LaneView.unseen(
        plan,
        failure == null
            ? "The application knows no such pattern any more."
            : "The application does not answer ("
                + failure.code().code()
                + "): shown is what the"
                + " database knows.");
  }

  private static List<String> remarks(LaneView view) {
    List<String> remarks = new ArrayList<>();
    remarks.add(view.keys() < 0 ? "It answers." : "It answers: " + view.keys() + " keys.");
    if (view.differingReads() > 0) {
      remarks.add("Reads of both stores differed for " + view.differingReads() + " keys.");
    }
    return remarks;
  }

  private Seen ask(String place) {
    try {
      Map<String, LaneView> views = new HashMap<>();
      live.owner().look(place, counted).forEach(view -> views.put(view.source(), view));
      return new Seen(views, null);
    } catch (CrossfadeException silent) {
      if (silent.code() == ErrorCode.CF_5201) {
        throw silent;
      }
      return new Seen(Map.of(), silent);
    }
  }
}
