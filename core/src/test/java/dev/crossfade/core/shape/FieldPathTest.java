package dev.crossfade.core.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldPathTest {
  @Test
  void readsBackEveryMemberThatItWrote() {
    for (long seed = 1; seed <= 5000; seed++) {
      Random random = new Random(seed);
      List<String> names =
          random
              .ints(1 + random.nextInt(3), 0, 9)
              .mapToObj(List.of("a", "_id", "position", "$", "^x", "b.c", "d\\", "", ".")::get)
              .toList();
      FieldPath path = FieldPath.of(FieldPath.member(names));
      assertThat(path)
          .as("seed " + seed + ": " + names)
          .isEqualTo(new FieldPath(0, FieldPath.Computed.NONE, names));
    }
  }

  @Test
  void readsComputedAndOuterColumns() {
    assertThat(FieldPath.of("_id").computed()).isEqualTo(FieldPath.Computed.ORDINAL);
    assertThat(FieldPath.of("^^position"))
        .isEqualTo(new FieldPath(2, FieldPath.Computed.POSITION, List.of()));
    assertThat(FieldPath.of("^id"))
        .isEqualTo(new FieldPath(1, FieldPath.Computed.NONE, List.of("id")));
  }

  @Test
  void namesColumns() {
    assertThat(FieldPath.of("address.city").columnName("users")).isEqualTo("address_city");
    assertThat(FieldPath.of("\\_id").columnName("users")).isEqualTo("_id");
    assertThat(FieldPath.of("position").columnName("a.b")).isEqualTo("position");
    assertThat(FieldPath.of("^id").columnName("talks.messages")).isEqualTo("talks_id");
    assertThat(FieldPath.of("^_id").columnName("talks.messages")).isEqualTo("talks_id");
    assertThat(FieldPath.of("^position").columnName("a.b.c")).isEqualTo("b_position");
    assertThat(FieldPath.of("^^id").columnName("a.b.c")).isEqualTo("a_id");
    assertThat(FieldPath.of("$").columnName("a")).isEqualTo("record");
  }
}
