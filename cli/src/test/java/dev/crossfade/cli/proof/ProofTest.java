package dev.crossfade.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.cli.proof.Statement.Verdict;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.Gate;
import dev.crossfade.core.live.LiveLedger.Direction;
import dev.crossfade.core.live.LiveLedger.EventRecord;
import dev.crossfade.core.live.LiveLedger.MigrationRecord;
import dev.crossfade.core.live.LiveLedger.PassSummary;
import dev.crossfade.core.live.LiveLedger.Scope;
import dev.crossfade.core.live.LiveLedger.SwitchRecord;
import dev.crossfade.core.live.LiveLedger.VerificationRecord;
import dev.crossfade.core.plan.CollectionPlan;
import dev.crossfade.core.plan.ColumnPlan;
import dev.crossfade.core.plan.ColumnPlan.Misfit;
import dev.crossfade.core.plan.Conversion;
import dev.crossfade.live.ProofFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The form of a proof, to the letter, and what becomes of one that is not as it was written. */
final class ProofTest {
  private static final Instant AT = Instant.parse("2026-07-04T12:00:00.123456Z");
  private static final String GATES =
      "{\"gates\":[{\"name\":\"backfill\",\"open\":true,\"reason\":\"The backfill is complete.\","
          + "\"advice\":\"\",\"override\":null},{\"name\":\"lag\",\"open\":false,\"reason\":\"3 entries"
          + " wait.\",\"advice\":\"Wait.\",\"override\":\"in a hurry | <b>\"}]}";
  private static final String DETAILS =
      "{\"tables\":[{\"table\":\"item\",\"compared\":300,\"missing\":0,\"extra\":0,\"differing\":0,"
          + "\"dead\":1,\"sourceDigest\":\"00000000000000010000000000000002\",\"targetDigest\":"
          + "\"00000000000000010000000000000002\",\"chunks\":1,\"firstVersion\":4,\"version\":4,"
          + "\"longestMicros\":7,\"keys\":[\"item: missing secret\"],\"encodedKeys\":[\"ff\"]}]}";

  private static ProofFacts facts(List<EventRecord> events) {
    CollectionPlan plan =
        new CollectionPlan(
            "item",
            "item",
            null,
            null,
            List.of("id"),
            List.of(
                new ColumnPlan(
                    "id",
                    "id",
                    Conversion.of(Conversion.Kind.INTEGER),
                    false,
                    Misfit.REJECT,
                    "",
                    List.of())),
            null);
    return new ProofFacts(
        AT,
        "postgresql://user@host:5432/shop",
        new MigrationRecord(
            "20260704T110000-abcdef",
            "/home/app/app.sqlite",
            "shop",
            "the plan",
            "DUAL_WRITE",
            null,
            null,
            AT.minusSeconds(3600)),
        List.of(plan),
        List.of(
            new VerificationRecord(
                "v1", "m", AT.minusSeconds(60), AT.minusSeconds(50), 300, 0, 4, DETAILS),
            new VerificationRecord(
                "v2",
                "m",
                AT.minusSeconds(30),
                AT.minusSeconds(29),
                2,
                0,
                5,
                "{\"tables\":[]}",
                Scope.CHANGED)),
        List.of(
            new SwitchRecord(
                "m",
                Direction.FORTH,
                AT.minusSeconds(20),
                "ann@host:1",
                "OPENED",
                3,
                Duration.ofNanos(120_456_000),
                7,
                1,
                GATES)),
        List.of(
            new PassSummary(
                Direction.FORTH,
                9,
                400,
                1,
                AT.minusSeconds(3000),
                AT.minusSeconds(1),
                Duration.ofNanos(2_500_000),
                Duration.ofNanos(9_000_000))),
        Map.of("item CF-6110", 1L),
        List.of(Gate.open("backfill", "The backfill is complete.")),
        events);
  }

  private static EventRecord event(long id, String text) {
    return new EventRecord(id, "m", AT.minusSeconds(10 - id), "opened", "ann@host:1", text, null);
  }

  private static ProofFacts facts() {
    return facts(List.of(event(1, "the first"), event(2, "the second")));
  }

  private static String text() {
    return ProofFile.text(ProofMarkdown.of(facts()), ProofJson.of(facts()));
  }

  @Test
  void aProofLooksLikeThis() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(Path.of("src/test/resources/proof/proof.md"), text());
    }
    try (InputStream golden =
        Objects.requireNonNull(ProofTest.class.getResourceAsStream("/proof/proof.md"))) {
      assertThat(text())
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8))
          .doesNotContain("secret");
    }
  }

  @Test
  void anyChangeOfTheFileIsSeen() {
    String text = text();
    assertThat(ProofFile.read(text).untouched()).isTrue();
    assertThat(ProofFile.read(text).json()).isEqualTo(ProofJson.of(facts()));
    for (String other :
        List.of(
            text.replace("| 300 |", "| 301 |"),
            text.replace("\"rows\" : 300", "\"rows\" : 301"),
            text + "\n",
            " " + text,
            text.substring(0, text.length() - 3) + "00\n")) {
      assertThat(ProofFile.read(other).untouched()).as(other).isFalse();
    }
    assertThatThrownBy(() -> ProofFile.read("# nothing"))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_6401));
    assertThatThrownBy(() -> JsonTree.read("{\"a\":"))
        .isInstanceOfSatisfying(
            CrossfadeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CF_6401));
  }

  private static Map<String, Verdict> verdicts(ProofFacts now) {
    JsonTree proof = JsonTree.read(ProofJson.of(facts()));
    return new ProofCheck(proof, JsonTree.read(ProofJson.of(now)))
        .run(List.of()).stream()
            .collect(java.util.stream.Collectors.toMap(Statement::subject, Statement::verdict));
  }

  @Test
  void whatTheControlSchemaSaysIsCompared() {
    assertThat(verdicts(facts()))
        .containsEntry("migration", Verdict.HOLDS)
        .containsEntry("plan", Verdict.HOLDS)
        .containsEntry("verification", Verdict.HOLDS)
        .containsEntry("switch", Verdict.HOLDS)
        .containsEntry("events", Verdict.HOLDS)
        .containsEntry("dead keys", Verdict.HOLDS)
        .containsEntry("table item", Verdict.CHANGED);
    assertThat(verdicts(facts(List.of(event(1, "the first"), event(2, "another")))))
        .containsEntry("events", Verdict.FALSE);
    assertThat(
            verdicts(
                facts(List.of(event(1, "the first"), event(2, "the second"), event(3, "later")))))
        .containsEntry("events", Verdict.HOLDS);
    assertThat(verdicts(facts(List.of(event(1, "the first")))))
        .containsEntry("events", Verdict.FALSE);
  }
}
