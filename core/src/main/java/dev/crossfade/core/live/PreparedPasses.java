package dev.crossfade.core.live;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an open store remembers of passes made from it.
 *
 * @param confirmed the last one that is known to be applied, or null
 * @param prepared those prepared after it
 */
public record PreparedPasses(@Nullable String confirmed, List<String> prepared) {
  /**
   * Whether the closed store is the one that this store fed: it shows the last confirmed pass or a
   * prepared one. If not, one of the two was restored from a backup.
   *
   * @param lastPass what the closed store shows
   */
  public boolean knows(@Nullable String lastPass) {
    return lastPass == null
        ? confirmed == null
        : lastPass.equals(confirmed) || prepared.contains(lastPass);
  }
}
