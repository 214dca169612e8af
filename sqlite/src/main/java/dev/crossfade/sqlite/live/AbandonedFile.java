package dev.crossfade.sqlite.live;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A followed file whose other store is gone, or knows nothing of it: side tables and triggers can
 * still be taken out of it.
 */
public final class AbandonedFile {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path path;
  private final Optional<Owner> owner;

  /**
   * What the control row says.
   *
   * @param migration id
   * @param destination where the other store was, without a password
   * @param open whether the file takes writes
   */
  public record Owner(String migration, String destination, boolean open) {}

  private AbandonedFile(Path path, Optional<Owner> owner) {
    this.path = path;
    this.owner = owner;
  }

  /**
   * Looks at a file.
   *
   * @throws CrossfadeException CF-6102 when nothing of Crossfade is in it, CF-6343 when a newer one
   *     made it
   */
  public static AbandonedFile open(Path path) {
    try (LiveFile file = new LiveFile(path, PATIENCE)) {
      return new AbandonedFile(path, file.snapshot(() -> owner(file)));
    }
  }

  private static Optional<Owner> owner(LiveFile file) {
    SideTables tables = new SideTables(file.reader());
    if (!tables.anyPresent()) {
      throw new CrossfadeException(ErrorCode.CF_6102, file.path().toString());
    }
    if (tables.missing().contains("crossfade_control")) {
      return Optional.empty();
    }
    tables.format();
    List<Owner> owners =
        file.reader()
            .query(
                "SELECT migration, destination, open FROM crossfade_control",
                row -> new Owner(row.getString(1), row.getString(2), row.getBoolean(3)));
    return owners.stream().findFirst();
  }

  /** What the control row says; empty when it is gone. */
  public Optional<Owner> owner() {
    return owner;
  }

  /** What there is and what taking it out means, in whole sentences. */
  public String summary() {
    if (owner.isEmpty()) {
      return path + " holds side tables whose control row is lost. Without them it takes writes.";
    }
    Owner known = owner.get();
    String before = path + " is part of migration " + known.migration() + ", ";
    return known.open()
        ? before
            + "which brings its changes to "
            + known.destination()
            + ". Nothing will be brought there any more."
        : before
            + "and closed: its data is in "
            + known.destination()
            + ". It will take writes again as it is now, without what was written there since.";
  }

  /** Takes side tables and triggers out, and brings parked triggers back. */
  public void remove() {
    try (LiveFile file = new LiveFile(path, PATIENCE)) {
      file.write(
          () -> {
            new Installation(file.writer(), new SqliteLiveStore.Options("", ""), List.of())
                .remove();
            return true;
          });
    }
  }
}
