package dev.crossfade.move.report;

import java.util.List;

/** A piece of a document. */
public sealed interface Block {
  /** A heading of level 1 or 2. */
  record Heading(int level, String text) implements Block {}

  /** A paragraph. */
  record Paragraph(String text) implements Block {}

  /** A list of points. */
  record Points(List<String> points) implements Block {}

  /** A table. */
  record Grid(List<String> header, List<List<String>> rows) implements Block {}

  /** Text to be copied as it is. */
  record Code(String text) implements Block {}
}
