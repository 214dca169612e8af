package dev.crossfade.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
  @Test
  void namesTablesAndColumnsOfFilesByTheirPaths() {
    assertThat(TargetNames.ofTables(List.of("t", "t.\\position", "t.a\\.b"), true))
        .isEqualTo(Map.of("t", "t", "t.\\position", "t_position", "t.a\\.b", "t_a.b"));
    assertThat(TargetNames.ofFields(List.of("^id", "position", "a.b", "\\$"), "t.x"))
        .isEqualTo(Map.of("^id", "t_id", "position", "position", "a.b", "a_b", "\\$", "$"));
  }

  @Test
  void keepsNamesApart() {
    Map<String, String> names = TargetNames.ofFields(List.of("_id", "\\_id", "a.b", "a_b"), "t");
    assertThat(names).containsEntry("_id", "_id").containsEntry("a_b", "a_b");
    assertThat(names.values()).doesNotHaveDuplicates();
  }
}
