package dev.crossfade.files.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UniquenessTest {
  @Test
  void findsADuplicateWhereverItLies() {
    for (long seed = 1; seed <= 25; seed++) {
      Random random = new Random(seed);
      int count = 1 + random.nextInt(300);
      try (Uniqueness unique = new Uniqueness(16);
          Uniqueness repeated = new Uniqueness(16)) {
        long[] values = random.longs(count).distinct().toArray();
        int twice = random.nextInt(values.length);
        int when = random.nextInt(values.length);
        for (int i = 0; i < values.length; i++) {
          unique.add(values[i]);
          repeated.add(values[i]);
          if (i == when) {
            repeated.add(values[twice]);
          }
        }
        assertThat(unique.unique()).as("seed " + seed).isTrue();
        assertThat(repeated.unique()).as("seed " + seed).isFalse();
      }
    }
  }

  @Test
  void mergesRunsThatWereSpilled() {
    try (Uniqueness unique = new Uniqueness(1024);
        Uniqueness repeated = new Uniqueness(1024)) {
      for (long i = 0; i < 10_000; i++) {
        unique.add(i * 31 % 10_007);
        repeated.add(i == 9_500 ? 0 : i * 31 % 10_007);
      }
      assertThat(unique.unique()).isTrue();
      assertThat(repeated.unique()).isFalse();
    }
  }

  @Test
  void takesNothingForUnique() {
    try (Uniqueness unique = new Uniqueness()) {
      assertThat(unique.unique()).isTrue();
    }
  }
}
