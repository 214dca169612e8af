package dev.crossfade.core.segment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What tests of segments share. */
final class Segments {
  static final SegmentOptions OPTIONS = SegmentOptions.of("test");

  private Segments() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String members(SegmentItem item) {
    return new String(((SegmentRecord) item).members(), StandardCharsets.UTF_8);
  }

  /** Everything from a number on. */
  static List<SegmentItem> items(Path folder, long from) {
    List<SegmentItem> items = new ArrayList<>();
    try (SegmentReader reader = new SegmentReader(folder, "", from)) {
      for (SegmentItem item = reader.poll(); item != null; item = reader.poll()) {
        items.add(item);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return items;
  }

  /** Items as short text: {@code 3:"a":1} for a record, {@code 4..5!} for damage. */
  static List<String> texts(Path folder, long from) {
    return items(folder, from).stream().map(Segments::text).toList();
  }

  static String text(SegmentItem item) {
    if (item instanceof SegmentRecord record) {
      return record.number() + ":" + members(record);
    }
    SegmentDamage damage = (SegmentDamage) item;
    return damage.first() + ".." + damage.last() + "!";
  }

  /** Records 1 to count, with the members {@code "a":N}. */
  static void fill(Path folder, SegmentOptions options, int count) {
    try (Segment segment = Segment.open(folder, options)) {
      for (int i = 1; i <= count; i++) {
        segment.append(bytes("\"a\":" + i));
      }
    }
  }

  /** What {@link #fill} wrote, from one number to another. */
  static List<String> filled(int from, int to) {
    List<String> texts = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      texts.add(i + ":\"a\":" + i);
    }
    return texts;
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
