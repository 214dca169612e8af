package dev.crossfade.facade;

import dev.crossfade.core.live.Gate;
import dev.crossfade.core.setting.Priority;
import dev.crossfade.live.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of one pattern are.
 *
 * @param pattern its text; empty for the keys that follow none
 * @param table in the database
 * @param priority when it is moved, compared with others
 * @param stage as it was heard of last
 * @param skip why it is not moved, or null
 * @param keys how many there are in the store that was seen open last; -1 when it does not answer
 *     or they were not counted
 * @param waiting changed keys that the other store does not have yet; 0 before the first copy is
 *     complete, -1 when unknown
 * @param lagSeconds how old the state is at most that the other store shows; -1 when unknown
 * @param verifiedAt when the last verification of every key ended, or null
 * @param differences how many keys differed in it
 * @param deadKeys keys whose values the other store cannot hold
 * @param differingReads keys that reads found different in SHADOW_READ
 * @param paused why no passes are made, or null
 * @param trouble why it does not go on, or null
 * @param gates into the next switch, as far as they can be looked at
 */
public record PatternStatus(
    String pattern,
    String table,
    Priority priority,
    Stage stage,
    @Nullable String skip,
    long keys,
    long waiting,
    double lagSeconds,
    @Nullable Instant verifiedAt,
    long differences,
    long deadKeys,
    long differingReads,
    @Nullable String paused,
    @Nullable String trouble,
    List<Gate> gates) {}
