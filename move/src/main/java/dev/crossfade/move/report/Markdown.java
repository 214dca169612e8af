package dev.crossfade.move.report;

import dev.crossfade.move.MoveReport;
import java.util.Collections;
import java.util.List;

/** Prints a report as Markdown. */
public final class Markdown {
  private Markdown() {}

  /** The report as one Markdown document. */
  public static String of(MoveReport report) {
    return of(MoveDocument.of(report));
  }

  /** Pieces as one Markdown document. */
  public static String of(List<Block> blocks) {
    StringBuilder out = new StringBuilder();
    for (Block block : blocks) {
      append(out, block);
      out.append('\n');
    }
    return out.toString();
  }

  private static void append(StringBuilder out, Block block) {
    if (block instanceof Block.Heading heading) {
      out.append("#".repeat(heading.level())).append(' ').append(text(heading.text())).append('\n');
    } else if (block instanceof Block.Paragraph paragraph) {
      out.append(text(paragraph.text())).append('\n');
    } else if (block instanceof Block.Points points) {
      points.points().forEach(point -> out.append("- ").append(text(point)).append('\n'));
    } else if (block instanceof Block.Code code) {
      out.append("```\n").append(code.text()).append("\n```\n");
    } else if (block instanceof Block.Grid grid) {
      row(out, grid.header());
      row(out, Collections.nCopies(grid.header().size(), "---"));
      grid.rows().forEach(row -> row(out, row));
    }
  }

  private static void row(StringBuilder out, List<String> cells) {
    out.append('|');
    for (String cell : cells) {
      out.append(' ').append(text(cell).replace("|", "\\|")).append(" |");
    }
    out.append('\n');
  }

  // Names come from the source: they must not become markup, and stay on their line.
  private static String text(String text) {
    return text.replaceAll("\\p{Cntrl}", " ")
        .replace("\\", "\\\\")
        .replace("<", "&lt;")
        .replace("`", "\\`");
  }
}
