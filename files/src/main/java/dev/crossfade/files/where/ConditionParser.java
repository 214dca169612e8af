package dev.crossfade.files.where;

import dev.crossfade.core.shape.FieldPath;
import dev.crossfade.core.value.DecimalText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads a {@link Condition} from its text. */
final class ConditionParser {
  private static final int MAX_DEPTH = 200;
  private static final Map<String, Node.Operator> OPERATORS =
      Map.of(
          "=", Node.Operator.EQUAL,
          "!=", Node.Operator.UNEQUAL,
          "<>", Node.Operator.UNEQUAL,
          "<", Node.Operator.LESS,
          "<=", Node.Operator.LESS_OR_EQUAL,
          ">", Node.Operator.GREATER,
          ">=", Node.Operator.GREATER_OR_EQUAL);

  private final Tokens tokens;
  private final int outer;
  private final List<Condition.Field> fields = new ArrayList<>();
  private int raised;
  private int depth;

  ConditionParser(String text, int outer) {
    tokens = new Tokens(text);
    this.outer = outer;
  }

  Condition parse() {
    Node node = condition();
    if (tokens.kind != Tokens.Kind.END) {
      throw tokens.expected("and, or, or the end");
    }
    List<Condition.Part> parts = new ArrayList<>();
    split(node, parts);
    return new Condition(fields, parts);
  }

  private void split(Node node, List<Condition.Part> parts) {
    if (node instanceof Node.And and) {
      and.nodes().forEach(one -> split(one, parts));
      return;
    }
    int[] used = node.fields().distinct().toArray();
    int up = Arrays.stream(used).map(field -> fields.get(field).path().up()).min().orElse(0);
    parts.add(new Condition.Part(node, used, up));
  }

  private Node condition() {
    if (++depth > MAX_DEPTH) {
      throw tokens.expected("at most " + MAX_DEPTH + " levels");
    }
    List<Node> nodes = new ArrayList<>(List.of(both()));
    while (tokens.pass("or")) {
      nodes.add(both());
    }
    depth--;
    return nodes.size() == 1 ? nodes.get(0) : new Node.Or(List.copyOf(nodes));
  }

  private Node both() {
    List<Node> nodes = new ArrayList<>(List.of(one()));
    while (tokens.pass("and")) {
      nodes.add(one());
    }
    return nodes.size() == 1 ? nodes.get(0) : new Node.And(List.copyOf(nodes));
  }

  private Node one() {
    boolean negated = false;
    while (tokens.pass("not")) {
      negated = !negated;
    }
    Node node = group();
    return negated ? new Node.Not(node) : node;
  }

  private Node group() {
    int up = raised + ups();
    if (!tokens.is("(")) {
      return test(up);
    }
    tokens.advance();
    int before = raised;
    raised = up;
    Node node = condition();
    raised = before;
    if (!tokens.pass(")")) {
      throw tokens.expected("and, or, or )");
    }
    return node;
  }

  private int ups() {
    int up = 0;
    while (tokens.is("^")) {
      up++;
      if (raised + up > outer) {
        throw tokens.expected(
            outer == 0 ? "no ^, for no record holds this one," : "at most " + outer + " ^");
      }
      tokens.advance();
    }
    return up;
  }

  private Node test(int up) {
    int field = field(up);
    if (tokens.pass("is")) {
      boolean not = tokens.pass("not");
      if (!tokens.pass("null")) {
        throw tokens.expected(not ? "null" : "null or not null");
      }
      Node node = new Node.IsNull(field);
      return not ? new Node.Not(node) : node;
    }
    Node.Operator operator = tokens.kind == Tokens.Kind.SIGN ? OPERATORS.get(tokens.content) : null;
    if (operator == null) {
      throw tokens.expected("a comparison or is");
    }
    tokens.advance();
    return new Node.Comparison(field, operator, literal());
  }

  private int field(int up) {
    int at = tokens.place();
    List<String> names = new ArrayList<>();
    boolean word = tokens.kind == Tokens.Kind.WORD;
    if (!word && tokens.kind != Tokens.Kind.QUOTED) {
      throw tokens.expected("a field");
    }
    names.add(tokens.content);
    tokens.advance();
    while (tokens.pass(".")) {
      if (tokens.kind != Tokens.Kind.WORD
          && tokens.kind != Tokens.Kind.QUOTED
          && tokens.kind != Tokens.Kind.KEYWORD) {
        throw tokens.expected("a name");
      }
      names.add(tokens.content);
      tokens.advance();
    }
    FieldPath.Computed computed =
        word && names.size() == 1 ? FieldPath.of(names.get(0)).computed() : FieldPath.Computed.NONE;
    boolean member = computed == FieldPath.Computed.NONE;
    return place(new FieldPath(up, computed, member ? List.copyOf(names) : List.of()), at);
  }

  private int place(FieldPath path, int at) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).path().equals(path)) {
        return i;
      }
    }
    fields.add(new Condition.Field(path, at));
    return fields.size() - 1;
  }

  private Literal literal() {
    Literal literal =
        switch (tokens.kind) {
          case NUMBER -> numeral();
          case TEXT -> new Literal.Text(tokens.content.getBytes(StandardCharsets.UTF_8));
          case KEYWORD -> flag();
          default -> throw notLiteral();
        };
    tokens.advance();
    return literal;
  }

  private Literal flag() {
    if (!tokens.is("true") && !tokens.is("false")) {
      throw notLiteral();
    }
    return new Literal.Flag(tokens.is("true"));
  }

  private Literal numeral() {
    byte[] text = tokens.content.getBytes(StandardCharsets.US_ASCII);
    byte[] out = new byte[text.length + 22];
    int count = DecimalText.normalise(text, 0, text.length, out);
    if (count < 0) {
      throw tokens.expected("an exponent of at most nine digits");
    }
    return new Literal.Numeral(Arrays.copyOf(out, count));
  }

  private RuntimeException notLiteral() {
    return tokens.expected("a number, a 'text', true or false");
  }
}
