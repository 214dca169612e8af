package dev.crossfade.cli.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A golden script, one file:
 *
 * <pre>
 * # a comment
 * server: scratch           an empty database of its own is DATABASE_URL
 * env: NAME=value           a variable of the environment
 * == name                   a file that is there; its lines follow until the next mark
 * $ crossfade sql "SELECT 1"
 * &lt; a line of standard input
 * | a line of standard output
 * ! a line of standard error
 * ? 2                       the exit status; 0 when left out
 * @ name                    a file that must hold the lines that follow, each after |
 * </pre>
 */
final class Script {
  final List<String> head = new ArrayList<>();
  final Map<String, String> environment = new LinkedHashMap<>();
  final List<Step> steps = new ArrayList<>();
  boolean scratch;

  /** One command or one look at a file. */
  static final class Step {
    final String line;
    final List<String> before = new ArrayList<>();
    final List<String> input = new ArrayList<>();
    final List<String> out = new ArrayList<>();
    final List<String> err = new ArrayList<>();
    int exit;

    Step(String line) {
      this.line = line;
    }

    boolean isFile() {
      return line.startsWith("@ ");
    }

    boolean writesFile() {
      return line.startsWith("== ");
    }

    String rest() {
      return line.substring(line.indexOf(' ') + 1);
    }
  }

  static Script parse(List<String> lines) {
    Script script = new Script();
    List<String> comments = new ArrayList<>();
    Step step = null;
    for (String line : lines) {
      if (line.startsWith("#") || line.isEmpty()) {
        comments.add(line);
      } else if (line.startsWith("$ ") || line.startsWith("@ ") || line.startsWith("== ")) {
        step = new Step(line);
        step.before.addAll(comments);
        comments.clear();
        script.steps.add(step);
      } else if (step == null) {
        script.head.addAll(comments);
        comments.clear();
        script.head.add(line);
        script.header(line);
      } else {
        body(step, line);
      }
    }
    return script;
  }

  private void header(String line) {
    if (line.equals("server: scratch")) {
      scratch = true;
    } else if (line.startsWith("env: ")) {
      String[] pair = line.substring("env: ".length()).split("=", 2);
      environment.put(pair[0], pair[1]);
    } else {
      throw new IllegalArgumentException("expected a header but was: " + line);
    }
  }

  private static void body(Step step, String line) {
    String text = line.length() > 2 ? line.substring(2) : "";
    switch (line.charAt(0)) {
      case '<' -> step.input.add(text);
      case '|' -> step.out.add(text);
      case '!' -> step.err.add(text);
      case '?' -> step.exit = Integer.parseInt(text.strip());
      default -> throw new IllegalArgumentException("expected | ! < or ? but was: " + line);
    }
  }

  /** The script as text, with what its steps hold now. */
  String text() {
    StringBuilder text = new StringBuilder();
    head.forEach(line -> text.append(line).append('\n'));
    for (Step step : steps) {
      step.before.forEach(line -> text.append(line).append('\n'));
      text.append(step.line).append('\n');
      append(text, "<", step.input);
      append(text, "|", step.out);
      append(text, "!", step.err);
      if (step.exit != 0) {
        text.append("? ").append(step.exit).append('\n');
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String mark, List<String> lines) {
    for (String line : lines) {
      text.append(mark).append(line.isEmpty() ? "" : " " + line).append('\n');
    }
  }
}
