package dev.crossfade.spring;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Gate;
import dev.crossfade.facade.Crossfade;
import dev.crossfade.facade.CrossfadeStore;
import dev.crossfade.facade.PatternStatus;
import dev.crossfade.facade.StoreMigration;
import dev.crossfade.facade.StoreStatus;
import dev.crossfade.live.Stage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Shows how the stores are, with counted keys. It can move patterns too, where {@code
 * management.endpoint.crossfade.access} is {@code unrestricted}; by default it is {@code
 * read-only}.
 */
@Endpoint(id = "crossfade", defaultAccess = Access.READ_ONLY)
public final class CrossfadeEndpoint {
  private static final int CONFLICT = 409;

  private final Crossfade crossfade;

  CrossfadeEndpoint(Crossfade crossfade) {
    this.crossfade = crossfade;
  }

  /** All stores by their names. */
  @ReadOperation
  public StoresDescriptor stores() {
    Map<String, StoreDescriptor> stores = new LinkedHashMap<>();
    crossfade.status().forEach(one -> stores.put(one.name(), StoreDescriptor.of(one)));
    return new StoresDescriptor(stores);
  }

  /** One store, or null. */
  @ReadOperation
  public @Nullable StoreDescriptor store(@Selector String store) {
    CrossfadeStore found = find(store);
    return found == null ? null : StoreDescriptor.of(found.status());
  }

  private @Nullable CrossfadeStore find(String name) {
    return crossfade.stores().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /**
   * Moves a pattern one stage, passing over no gate.
   *
   * @param store its name
   * @param pattern its text or table; {@code *} for the keys without a pattern
   * @param to forth or back
   * @return where it is now, or why it does not move
   */
  @WriteOperation
  public WebEndpointResponse<MoveDescriptor> move(
      @Selector String store, String pattern, Direction to) {
    CrossfadeStore found = find(store);
    if (found == null) {
      return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
    }
    StoreMigration migration = found.migration();
    String text = PatternNames.pattern(pattern);
    try {
      Stage stage = to == Direction.FORTH ? migration.advance(text) : migration.back(text);
      return new WebEndpointResponse<>(new MoveDescriptor(stage, null, null));
    } catch (CrossfadeException refused) {
      boolean unknown = refused.code() == ErrorCode.CF_7207;
      return new WebEndpointResponse<>(
          new MoveDescriptor(null, refused.getMessage(), refused.code().advice()),
          unknown ? WebEndpointResponse.STATUS_NOT_FOUND : CONFLICT);
    }
  }

  /** Where a pattern moves to. */
  public enum Direction {
    /** To the next stage. */
    FORTH,
    /** Back. */
    BACK
  }

  /**
   * What became of a move.
   *
   * @param stage where the pattern is now, or null
   * @param refused why it did not move, or null
   * @param advice what to do then, or null
   */
  public record MoveDescriptor(
      @Nullable Stage stage, @Nullable String refused, @Nullable String advice) {}

  /**
   * All stores.
   *
   * @param stores by their names
   */
  public record StoresDescriptor(Map<String, StoreDescriptor> stores) {}

  /**
   * A store.
   *
   * @param healthy whether nothing needs a person
   * @param database how the database answers
   * @param patterns by their texts, {@code *} for the keys without a pattern
   */
  public record StoreDescriptor(
      boolean healthy, DatabaseDescriptor database, Map<String, PatternDescriptor> patterns) {
    static StoreDescriptor of(StoreStatus status) {
      Map<String, PatternDescriptor> patterns = new LinkedHashMap<>();
      status
          .patterns()
          .forEach(one -> patterns.put(PatternNames.of(one), PatternDescriptor.of(one)));
      return new StoreDescriptor(
          status.healthy(),
          new DatabaseDescriptor(
              status.link().connected(), status.link().since(), status.link().trouble()),
          patterns);
    }
  }

  /**
   * The connection to the database.
   *
   * @param connected whether it answered last
   * @param since when that changed
   * @param trouble why it did not answer, or null
   */
  public record DatabaseDescriptor(boolean connected, Instant since, @Nullable String trouble) {}

  /**
   * A pattern; numbers are null where they are not known.
   *
   * @param table in the database
   * @param stage where it is
   * @param skipped why it is not moved, or null
   * @param keys how many there are
   * @param waiting changed keys that the other store does not have yet
   * @param lagSeconds how old the state is at most that the other store shows
   * @param verifiedAt when the last verification ended
   * @param differences that it found
   * @param deadKeys keys that the other store cannot hold
   * @param differingReads keys that reads found different
   * @param paused why it is paused, or null
   * @param trouble why it does not go on, or null
   * @param gates into the next switch
   */
  public record PatternDescriptor(
      String table,
      Stage stage,
      @Nullable String skipped,
      @Nullable Long keys,
      @Nullable Long waiting,
      @Nullable Double lagSeconds,
      @Nullable Instant verifiedAt,
      @Nullable Long differences,
      long deadKeys,
      long differingReads,
      @Nullable String paused,
      @Nullable String trouble,
      List<GateDescriptor> gates) {
    static PatternDescriptor of(PatternStatus status) {
      return new PatternDescriptor(
          status.table(),
          status.stage(),
          status.skip(),
          known(status.keys()),
          known(status.waiting()),
          status.lagSeconds() < 0 ? null : status.lagSeconds(),
          status.verifiedAt(),
          status.verifiedAt() == null ? null : status.differences(),
          status.deadKeys(),
          status.differingReads(),
          status.paused(),
          status.trouble(),
          status.gates().stream().map(GateDescriptor::of).toList());
    }

    private static @Nullable Long known(long number) {
      return number < 0 ? null : number;
    }
  }

  /**
   * A gate.
   *
   * @param name by which it is overridden
   * @param open whether it lets a switch through
   * @param reason what was found
   */
  public record GateDescriptor(String name, boolean open, String reason) {
    static GateDescriptor of(Gate gate) {
      return new GateDescriptor(gate.name(), gate.passes(), gate.reason());
    }
  }
}
