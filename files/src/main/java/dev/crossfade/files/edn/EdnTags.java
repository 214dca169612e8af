package dev.crossfade.files.edn;

import dev.crossfade.core.document.Document;

/** Values with a tag. */
final class EdnTags {
  private EdnTags() {}

  /**
   * The value that a tag makes of another.
   *
   * @throws java.time.DateTimeException when it is none of {@code #inst} or {@code #uuid}
   * @throws IllegalArgumentException when EDN has no such tag
   */
  static Document value(String tag, Document value) {
    String content = value instanceof Document.Text text ? text.value() : "";
    return switch (tag) {
      case "inst" -> new Document.Moment(EdnTimes.instant(content));
      case "uuid" -> new Document.Uuid(EdnTimes.uuid(content));
      default -> new Document.Tagged(tag, value);
    };
  }
}
