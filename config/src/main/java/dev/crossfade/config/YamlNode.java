package dev.crossfade.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A part of a YAML document and where it stands. */
final class YamlNode {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  /** What a node can be. */
  enum Kind {
    SCALAR,
    LIST,
    MAP
  }

  final Kind kind;
  final int line;
  final int column;
  final String text;
  final boolean plain;
  final List<YamlNode> items = new ArrayList<>();
  final Map<String, YamlNode> values = new LinkedHashMap<>();
  final Map<String, YamlNode> keys = new LinkedHashMap<>();

  YamlNode(Kind kind, int line, int column, String text, boolean plain) {
    this.kind = kind;
    this.line = line;
    this.column = column;
    this.text = text;
    this.plain = plain;
  }

  boolean isNull() {
    return kind == Kind.SCALAR && plain && NULLS.contains(text);
  }

  /** What it is, in words and without a long text or a URL, which may hold a password. */
  String describe() {
    return switch (kind) {
      case LIST -> "a list";
      case MAP -> "a mapping";
      case SCALAR -> isNull() ? "nothing" : "'" + shown() + "'";
    };
  }

  /** The text without what is long or may hold a password. */
  String shown() {
    if (text.contains("://")) {
      return text.substring(0, text.indexOf("://") + 3) + "…";
    }
    return text.codePointCount(0, text.length()) <= 60
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 60)) + "…";
  }
}
