package dev.crossfade.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdentifiersTest {

  @Test
  void onlyNamesThatNeedQuotesGetThem() {
    assertThat(Identifiers.quoteAll(List.of("plain", "with_1$", "Case", "order", "1st", "a b")))
        .isEqualTo("plain, with_1$, \"Case\", \"order\", \"1st\", \"a b\"");
    assertThat(Identifiers.quote("s", "he said \"x\"")).isEqualTo("s.\"he said \"\"x\"\"\"");
    assertThat(Identifiers.quote("ı")).isEqualTo("\"ı\"");
  }

  @Test
  void namesThatPostgresqlCannotBearAreRefused() {
    for (String name : List.of("", "a\0b", "x".repeat(64), "ü".repeat(32))) {
      assertThat(Identifiers.isValid(name)).isFalse();
      assertThatThrownBy(() -> Identifiers.quote(name)).hasMessageContaining("CF-4201");
    }
    assertThat(Identifiers.isValid("ü".repeat(31) + "x")).isTrue();
  }

  @Test
  void stringsAreQuotedWithTheirBackslashes() {
    assertThat(Identifiers.literal("it's")).isEqualTo("'it''s'");
    assertThat(Identifiers.literal("a\\b'")).isEqualTo("E'a\\\\b'''");
  }

  @Test
  void longAndCollidingNamesAreRenamedTheSameWayEachTime() {
    NameAllocator names = new NameAllocator(NamePolicy.KEEP);
    String longName = "ü".repeat(60);
    assertThat(names.allocate("a")).isEqualTo("a");
    assertThat(names.allocate("A")).isEqualTo("A");
    assertThat(names.allocate("a")).isEqualTo("a_2");
    String given = names.allocate(longName);
    assertThat(given).matches("ü{27}_[0-9a-f]{8}").isEqualTo(NameAllocator.shorten(longName));
    assertThat(names.allocate(longName)).hasSizeLessThan(60).endsWith("_2");
    assertThat(names.renamings()).hasSize(3);
    assertThat(names.renamings().get(0).reason()).isEqualTo("the name is taken");
  }

  @Test
  void foldingLetsNamesCollideThatDifferByCase() {
    NameAllocator names = new NameAllocator(NamePolicy.FOLD_TO_LOWER_CASE);
    assertThat(List.of(names.allocate("Item"), names.allocate("ITEM"), names.allocate("item")))
        .containsExactly("item", "item_2", "item_3");
  }
}
