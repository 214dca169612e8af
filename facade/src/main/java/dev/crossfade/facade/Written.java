package dev.crossfade.facade;

/**
 * What became of a write that waited for the second store. It is committed in the open store in
 * either case, and never to be repeated.
 *
 * @param pending whether the other store did not have it yet at the limit
 */
public record Written(boolean pending) {}
