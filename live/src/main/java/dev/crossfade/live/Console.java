package dev.crossfade.live;

import dev.crossfade.core.ops.Cancellation;
import dev.crossfade.core.ops.Events;
import java.util.function.Consumer;

/**
 * The way to the user.
 *
 * @param events progress goes there
 * @param cancellation asked whether to stop
 * @param note takes sentences that matter
 */
public record Console(Events events, Cancellation cancellation, Consumer<String> note) {}
