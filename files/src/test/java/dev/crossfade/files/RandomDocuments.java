package dev.crossfade.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Documents of a random structure. At the top level of a document and of the elements of its arrays
 * members are never null and arrays of objects are always there, so that what is rebuilt from rows
 * is equal to the letter of the data.
 */
final class RandomDocuments {
  private static final String[] NAMES = {
    "id", "name", "a.b", "position", "_id", "é", "x y", "$", "^up", "q\"uote", "", "key", "back\\"
  };

  private final Random random;

  RandomDocuments(Random random) {
    this.random = random;
  }

  List<String> documents() {
    Kind structure = object(3);
    List<String> documents = new ArrayList<>();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      documents.add(write(structure));
    }
    return documents;
  }

  private record Member(String name, Kind kind, boolean always) {}

  private record Kind(char letter, List<Member> members) {}

  private Kind object(int levels) {
    List<Member> members = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of(NAMES));
    java.util.Collections.shuffle(names, random);
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      char letter = levels == 0 ? 's' : "sssoaojr".charAt(random.nextInt(8));
      Kind kind =
          letter == 'o' || letter == 'a'
              ? new Kind(letter, object(levels - 1).members())
              : new Kind(letter, List.of());
      members.add(new Member(names.get(i), kind, letter == 'a' || random.nextInt(3) > 0));
    }
    return new Kind('o', members);
  }

  private String write(Kind kind) {
    return switch (kind.letter()) {
      case 'o' -> members(kind);
      case 'a' -> elements(kind);
      case 'j' -> anything(2);
      case 'r' -> "[" + scalar() + " , " + scalar() + "]";
      default -> scalar();
    };
  }

  private String members(Kind kind) {
    List<String> members = new ArrayList<>();
    for (Member member : kind.members()) {
      if (member.always() || random.nextBoolean()) {
        members.add(quote(member.name()) + " :" + write(member.kind()));
      }
    }
    if (random.nextInt(4) == 0) {
      java.util.Collections.shuffle(members, random);
    }
    return "{" + String.join(",", members) + "}";
  }

  private String elements(Kind kind) {
    List<String> elements = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      elements.add(members(kind));
    }
    return "[" + String.join(", ", elements) + "]";
  }

  private String anything(int levels) {
    if (levels == 0 || random.nextBoolean()) {
      return scalar();
    }
    if (random.nextBoolean()) {
      return "[" + anything(levels - 1) + ",null,{}]";
    }
    return "{\"k" + random.nextInt(3) + "\":" + anything(levels - 1) + "}";
  }

  private String scalar() {
    return switch (random.nextInt(7)) {
      case 0 -> Long.toString(random.nextLong());
      case 1 -> random.nextInt(100) + "." + random.nextInt(1000) + "e" + (random.nextInt(60) - 30);
      case 2 -> Boolean.toString(random.nextBoolean());
      case 3 -> "\"\\u00e9\\n" + random.nextInt(100) + "\\ud83c\\udfa7\"";
      case 4 -> "123456789012345678901234567890";
      default -> quote(text());
    };
  }

  String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(20);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint("ab\"\\\n\r\t,;é🎧 '".codePointAt(random.nextInt(11)));
    }
    return text.toString();
  }

  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < 0x20) {
                quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }
}
