package dev.crossfade.postgres.connect;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;

/**
 * A part of a URL as messages name it. A refusal tells the part and where it begins, never its
 * text: a password with a character that should have been encoded shows up in any other part.
 *
 * @param name for example "port"
 * @param position of its first character in the URL, from 1
 */
record UrlPart(String name, int position) {
  CrossfadeException refused(String reason) {
    return new CrossfadeException(
        ErrorCode.CF_3002, "the " + name + " at character " + position + ": " + reason);
  }
}
