package dev.crossfade.cli.data;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.store.RunRecord;
import java.util.List;

/** How the user names a run. */
public final class RunNames {
  /** The word for the newest run. */
  public static final String LATEST = "latest";

  private RunNames() {}

  /**
   * A run by its id, by the beginning of its id, or {@value #LATEST}.
   *
   * @param runs newest first
   * @throws CrossfadeException CF-1106 when none or several are meant
   */
  public static RunRecord find(List<RunRecord> runs, String name) {
    List<RunRecord> named =
        runs.stream().filter(run -> name.equals(LATEST) || run.id().startsWith(name)).toList();
    if (named.isEmpty()) {
      throw new CrossfadeException(ErrorCode.CF_1106, "run " + name);
    }
    boolean several = named.size() > 1 && !name.equals(LATEST) && !named.get(0).id().equals(name);
    if (several) {
      throw new CrossfadeException(
          ErrorCode.CF_1106, named.size() + " runs begin with " + name + "; give more of the id");
    }
    return named.get(0);
  }
}
