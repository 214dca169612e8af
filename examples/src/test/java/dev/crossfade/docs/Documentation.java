package dev.crossfade.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that people wrote, and the commands in them. */
final class Documentation {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern INLINE =
      Pattern.compile("`(?:[A-Z_]+=\\S+ )*\\./crossfade ([^`]+)`");
  private static final Pattern BLOCK =
      Pattern.compile("^(?:\\$ )?(?:[A-Z_]+=\\S+ )*\\./crossfade (.+)$");
  private static final Pattern WORD =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^\\s\"']+");

  private Documentation() {}

  /** README, the guide and the examples' pages. */
  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    for (String folder : List.of("docs", "examples")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder), 2)) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .filter(file -> !file.toString().contains("reference"))
            .sorted()
            .forEach(pages::add);
      }
    }
    return pages;
  }

  /** The files that a page links to. */
  static List<Path> links(Path page) throws IOException {
    List<Path> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(Files.readString(page));
    while (matcher.find()) {
      links.add(page.resolveSibling(matcher.group(1)).normalize());
    }
    return links;
  }

  /** What stands behind {@code ./crossfade}, in blocks and in running text. */
  static List<String> commands(Path page) throws IOException {
    List<String> commands = new ArrayList<>();
    boolean block = false;
    for (String line : Files.readAllLines(page)) {
      block ^= line.startsWith("```");
      Matcher matcher = block ? BLOCK.matcher(line) : INLINE.matcher(line);
      while (matcher.find()) {
        commands.add(matcher.group(1));
      }
    }
    commands.removeIf(command -> command.startsWith("…"));
    return commands;
  }

  /** The arguments, as a shell would part them; a comment, a pipe and a redirection end them. */
  static String[] arguments(String command) {
    List<String> arguments = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      String word = matcher.group();
      if (word.equals("#") || word.equals("|") || word.equals(">")) {
        break;
      }
      boolean quoted = word.startsWith("\"") || word.startsWith("'");
      arguments.add(quoted ? word.substring(1, word.length() - 1) : word);
    }
    return arguments.toArray(new String[0]);
  }
}
