package dev.crossfade.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML documents from the parser's events, so that nothing is built of what these files do
 * not need: anchors, aliases, tags and deep nesting are refused.
 */
final class YamlParser {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_CHARACTERS = 64 << 20;

  private final YamlFile file;
  private final Deque<YamlNode> open = new ArrayDeque<>();
  private final Deque<Optional<YamlNode>> pendingKeys = new ArrayDeque<>();
  private final List<YamlNode> documents = new ArrayList<>();

  private YamlParser(YamlFile file) {
    this.file = file;
  }

  /** The only document; an empty one is an empty mapping. */
  static YamlNode parse(String text, YamlFile file) {
    List<YamlNode> all = parseAll(text, file);
    if (all.size() > 1) {
      YamlNode second = all.get(1);
      throw file.error(file.syntax(), second.line, second.column, "only one document is allowed");
    }
    return all.get(0);
  }

  /** The documents, one at least; an empty one is an empty mapping. */
  static List<YamlNode> parseAll(String text, YamlFile file) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file.name())
            .setUseMarks(true)
            .setCodePointLimit(MAX_CHARACTERS)
            .build();
    YamlParser parser = new YamlParser(file);
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        parser.accept(event);
      }
    } catch (MarkedYamlEngineException e) {
      throw parser.syntax(e);
    } catch (YamlEngineException e) {
      throw file.error(file.syntax(), 1, 1, firstLine(e.getMessage()), e);
    }
    if (parser.documents.isEmpty()) {
      parser.documents.add(new YamlNode(YamlNode.Kind.MAP, 1, 1, "", false));
    }
    return parser.documents.stream().map(YamlParser::orEmpty).toList();
  }

  private static YamlNode orEmpty(YamlNode document) {
    return document.isNull()
        ? new YamlNode(YamlNode.Kind.MAP, document.line, document.column, "", false)
        : document;
  }

  private RuntimeException syntax(MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
    int line = mark.map(Mark::getLine).orElse(0) + 1;
    int column = mark.map(Mark::getColumn).orElse(0) + 1;
    // Without its cause, whose message shows the line: there may be a password in it.
    return file.error(file.syntax(), line, column, firstLine(e.getProblem()));
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "not readable" : message.lines().findFirst().orElse("not readable");
  }

  private void accept(Event event) {
    switch (event.getEventId()) {
      case Scalar -> {
        ScalarEvent scalar = (ScalarEvent) event;
        refuseExtras(scalar, scalar.getTag().isPresent());
        boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        add(node(YamlNode.Kind.SCALAR, event, scalar.getValue(), plain));
      }
      case MappingStart -> enter((CollectionStartEvent) event, YamlNode.Kind.MAP);
      case SequenceStart -> enter((CollectionStartEvent) event, YamlNode.Kind.LIST);
      case MappingEnd, SequenceEnd -> {
        open.pop();
        pendingKeys.pop();
      }
      case Alias -> throw at(event, "aliases are not allowed");
      default -> {}
    }
  }

  private void enter(CollectionStartEvent event, YamlNode.Kind kind) {
    refuseExtras(event, event.getTag().isPresent());
    YamlNode node = node(kind, event, "", false);
    add(node);
    if (open.size() == MAX_DEPTH) {
      throw at(event, "nested deeper than " + MAX_DEPTH + " levels");
    }
    open.push(node);
    pendingKeys.push(Optional.empty());
  }

  private void refuseExtras(NodeEvent event, boolean tagged) {
    if (event.getAnchor().isPresent()) {
      throw at(event, "anchors are not allowed");
    }
    if (tagged) {
      throw at(event, "tags are not allowed");
    }
  }

  private void add(YamlNode node) {
    YamlNode parent = open.peek();
    if (parent == null) {
      documents.add(node);
    } else if (parent.kind == YamlNode.Kind.LIST) {
      parent.items.add(node);
    } else {
      addToMap(parent, node);
    }
  }

  private void addToMap(YamlNode map, YamlNode node) {
    Optional<YamlNode> key = pendingKeys.pop();
    if (key.isPresent()) {
      map.values.put(key.get().text, node);
      pendingKeys.push(Optional.empty());
      return;
    }
    if (node.kind != YamlNode.Kind.SCALAR) {
      throw file.error(file.syntax(), node.line, node.column, "a key must be a word");
    }
    if (map.keys.put(node.text, node) != null) {
      throw file.error(
          file.syntax(), node.line, node.column, "the key '" + node.text + "' stands twice");
    }
    pendingKeys.push(Optional.of(node));
  }

  private static YamlNode node(YamlNode.Kind kind, Event event, String text, boolean plain) {
    return new YamlNode(kind, line(event), column(event), text, plain);
  }

  private RuntimeException at(Event event, String text) {
    return file.error(file.syntax(), line(event), column(event), text);
  }

  private static int line(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private static int column(Event event) {
    return event.getStartMark().map(Mark::getColumn).orElse(0) + 1;
  }
}
