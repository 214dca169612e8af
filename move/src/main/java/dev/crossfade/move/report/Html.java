package dev.crossfade.move.report;

import dev.crossfade.move.MoveReport;
import java.util.List;

/** Prints a report as HTML: one file that needs no network and no script. */
public final class Html {
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;
      color:#1c2430;background:#fff}
      h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
      table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}
      td,th{border-bottom:1px solid #d8dee6;padding:.3rem .7rem;text-align:left;vertical-align:top}
      th{background:#f2f5f8}pre{background:#f2f5f8;padding:.8rem;overflow-x:auto}
      @media(prefers-color-scheme:dark){body{background:#12161c;color:#dfe6ee}
      th,pre{background:#1d232c}td,th{border-color:#333c48}}
      """;

  private Html() {}

  /** The report as one HTML document. */
  public static String of(MoveReport report) {
    StringBuilder out = new StringBuilder();
    out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">")
        .append("<title>Crossfade run ")
        .append(escape(report.run().id()))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body>\n");
    for (Block block : MoveDocument.of(report)) {
      append(out, block);
    }
    return out.append("</body></html>\n").toString();
  }

  private static void append(StringBuilder out, Block block) {
    if (block instanceof Block.Heading heading) {
      String tag = "h" + heading.level();
      element(out, tag, heading.text());
    } else if (block instanceof Block.Paragraph paragraph) {
      element(out, "p", paragraph.text());
    } else if (block instanceof Block.Code code) {
      element(out, "pre", code.text());
    } else if (block instanceof Block.Points points) {
      out.append("<ul>\n");
      points.points().forEach(point -> element(out, "li", point));
      out.append("</ul>\n");
    } else if (block instanceof Block.Grid grid) {
      out.append("<table>\n");
      if (!String.join("", grid.header()).isEmpty()) {
        row(out, "th", grid.header());
      }
      grid.rows().forEach(row -> row(out, "td", row));
      out.append("</table>\n");
    }
  }

  private static void row(StringBuilder out, String tag, List<String> cells) {
    out.append("<tr>");
    cells.forEach(
        cell ->
            out.append('<')
                .append(tag)
                .append('>')
                .append(escape(cell))
                .append("</")
                .append(tag)
                .append('>'));
    out.append("</tr>\n");
  }

  private static void element(StringBuilder out, String tag, String text) {
    out.append('<')
        .append(tag)
        .append('>')
        .append(escape(text))
        .append("</")
        .append(tag)
        .append(">\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
