package dev.crossfade.files.where;

import dev.crossfade.core.value.Tag;
import java.util.List;
import java.util.stream.IntStream;

/** A part of a condition. Fields go by their place in {@link Condition#fields}. */
sealed interface Node {
  /** Whether the record meets it. */
  Truth of(Cells cells);

  /** The fields that it looks at. */
  IntStream fields();

  /** How a field and a literal are compared. */
  enum Operator {
    EQUAL,
    UNEQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    boolean holds(int order) {
      return switch (this) {
        case EQUAL -> order == 0;
        case UNEQUAL -> order != 0;
        case LESS -> order < 0;
        case LESS_OR_EQUAL -> order <= 0;
        case GREATER -> order > 0;
        case GREATER_OR_EQUAL -> order >= 0;
      };
    }
  }

  /** A comparison; unknown for null and for kinds that do not compare. */
  record Comparison(int field, Operator operator, Literal literal) implements Node {
    @Override
    public Truth of(Cells cells) {
      int order = literal.compare(cells, field);
      return order == Literal.INCOMPARABLE ? Truth.UNKNOWN : Truth.of(operator.holds(order));
    }

    @Override
    public IntStream fields() {
      return IntStream.of(field);
    }
  }

  /** Whether a field is null or absent; never unknown. */
  record IsNull(int field) implements Node {
    @Override
    public Truth of(Cells cells) {
      return Truth.of(cells.tag(field) == Tag.NULL);
    }

    @Override
    public IntStream fields() {
      return IntStream.of(field);
    }
  }

  /** The contrary. */
  record Not(Node node) implements Node {
    @Override
    public Truth of(Cells cells) {
      return node.of(cells).not();
    }

    @Override
    public IntStream fields() {
      return node.fields();
    }
  }

  /** All of several. */
  record And(List<Node> nodes) implements Node {
    @Override
    public Truth of(Cells cells) {
      Truth truth = Truth.TRUE;
      for (Node node : nodes) {
        truth = truth.and(node.of(cells));
        if (truth == Truth.FALSE) {
          break;
        }
      }
      return truth;
    }

    @Override
    public IntStream fields() {
      return nodes.stream().flatMapToInt(Node::fields);
    }
  }

  /** One of several. */
  record Or(List<Node> nodes) implements Node {
    @Override
    public Truth of(Cells cells) {
      Truth truth = Truth.FALSE;
      for (Node node : nodes) {
        truth = truth.or(node.of(cells));
        if (truth == Truth.TRUE) {
          break;
        }
      }
      return truth;
    }

    @Override
    public IntStream fields() {
      return nodes.stream().flatMapToInt(Node::fields);
    }
  }
}
