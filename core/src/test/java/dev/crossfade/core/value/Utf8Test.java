package dev.crossfade.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static boolean jdk(byte[] bytes, int offset, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Test
  void agreesWithTheJdkOnEveryPairOfBytes() {
    byte[] bytes = new byte[2];
    for (int i = 0; i < 0x10000; i++) {
      bytes[0] = (byte) (i >> 8);
      bytes[1] = (byte) i;
      assertThat(Utf8.isValid(bytes, 0, 2)).as("%04x", i).isEqualTo(jdk(bytes, 0, 2));
      assertThat(Utf8.isValid(bytes, 1, 1)).as("%02x", i & 0xff).isEqualTo(bytes[1] >= 0);
    }
  }

  @Test
  void agreesWithTheJdkAtEveryBorderOfLongSequences() {
    int[] borders = {0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff};
    byte[] bytes = new byte[4];
    for (int first = 0xe0; first <= 0xff; first++) {
      for (int i = 0; i < 1000; i++) {
        bytes[0] = (byte) first;
        bytes[1] = (byte) borders[i / 100];
        bytes[2] = (byte) borders[i / 10 % 10];
        bytes[3] = (byte) borders[i % 10];
        for (int length = 1; length <= 4; length++) {
          assertThat(Utf8.isValid(bytes, 0, length))
              .as("%02x %d %d", first, i, length)
              .isEqualTo(jdk(bytes, 0, length));
        }
      }
    }
  }

  @Test
  void agreesWithTheJdkOnDamagedText() {
    long seed = 7;
    Random random = new Random(seed);
    byte[] text =
        "plain ascii, żółw, 漢字, 😀, and more plain ascii".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 50_000; i++) {
      byte[] damaged = text.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      int offset = random.nextInt(10);
      int length = random.nextInt(damaged.length - offset + 1);
      assertThat(Utf8.isValid(damaged, offset, length))
          .as("seed %d, round %d", seed, i)
          .isEqualTo(jdk(damaged, offset, length));
    }
  }

  @Test
  void findsNulWithinBoundsOnly() {
    byte[] bytes = "\u0000abcdefgh\u0000".getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.hasNul(bytes, 1, 8)).isFalse();
    assertThat(Utf8.hasNul(bytes, 0, 8)).isTrue();
    assertThat(Utf8.hasNul(bytes, 1, 9)).isTrue();
    assertThat(Utf8.isValid(bytes, 0, bytes.length)).isTrue();
  }
}
