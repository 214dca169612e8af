package dev.crossfade.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.value.Value;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableScanTest {
  @TempDir Path directory;

  @Test
  void deliversEveryKindOfValueAsItIsStored() throws Exception {
    Path file =
        Databases.run(
            directory.resolve("a.db"),
            "CREATE TABLE t (v)",
            "INSERT INTO t VALUES (NULL), (0), (-9223372036854775808), (9223372036854775807),"
                + " (1.5), (-0.0), (9e999), (-9e999), (5e-324), (''), ('häß 日本 😀'),"
                + " ('a' || char(0) || 'b'), (x''), (x'00ff'), (CAST(x'c328' AS TEXT))");
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(Databases.scan(source, Databases.plan("t", "v")))
          .containsExactly(
              List.of(new Value.Null()),
              List.of(new Value.Int(0)),
              List.of(new Value.Int(Long.MIN_VALUE)),
              List.of(new Value.Int(Long.MAX_VALUE)),
              List.of(new Value.Real(1.5)),
              List.of(new Value.Real(-0.0)),
              List.of(new Value.Real(Double.POSITIVE_INFINITY)),
              List.of(new Value.Real(Double.NEGATIVE_INFINITY)),
              List.of(new Value.Real(Double.MIN_VALUE)),
              List.of(new Value.Text("")),
              List.of(new Value.Text("häß 日本 😀")),
              List.of(new Value.Text("a\0b")),
              List.of(new Value.Bytes(new byte[0], false)),
              List.of(new Value.Bytes(new byte[] {0, -1}, false)),
              List.of(new Value.Bytes(HexFormat.of().parseHex("c328"), true)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16le", "UTF-16be"})
  void deliversTextOfUtf16DatabasesAsUtf8(String encoding) throws Exception {
    Path file =
        Databases.run(
            directory.resolve(encoding + ".db"),
            "PRAGMA encoding = '" + encoding + "'",
            "CREATE TABLE t (v)",
            "INSERT INTO t VALUES (''), ('häß 日本 😀'), ('a' || char(0) || 'b'),"
                + " (CAST(x'd8d8' AS TEXT)), (x'd8d8')");
    byte[] lone = {(byte) 0xd8, (byte) 0xd8};
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(Databases.scan(source, Databases.plan("t", "v")))
          .containsExactly(
              List.of(new Value.Text("")),
              List.of(new Value.Text("häß 日本 😀")),
              List.of(new Value.Text("a\0b")),
              List.of(new Value.Bytes(lone, true)),
              List.of(new Value.Bytes(lone, false)));
    }
  }
}
