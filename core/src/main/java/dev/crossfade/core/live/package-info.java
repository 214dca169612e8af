/**
 * The live core: a store that is open records the keys it changes, and one pass applies them to the
 * closed store, so that the closed one is at every moment a past state of the open one.
 *
 * <p>{@link dev.crossfade.core.live.StoreState} and {@link dev.crossfade.core.live.Rules} decide,
 * as pure functions; {@link dev.crossfade.core.live.LiveStore} is what a store must be able to do.
 */
@NullMarked
package dev.crossfade.core.live;

import org.jspecify.annotations.NullMarked;
