package dev.crossfade.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be measured by itself; the figures of each are kept until they are measured again. */
enum Part {
  /** The table of ten columns, beside peers and limits. */
  ROWS {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.table(Data.sqlite(data, Scale.TABLE_ROWS), rounds);
    }
  },

  /** CSV and JSON lines. */
  FILES {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      int rows = scale.narrowRows();
      scenarios.files(Data.csv(data, rows), Data.jsonl(data, rows), rounds);
    }
  },

  /** A small file. */
  SMALL {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.small(rounds);
    }
  },

  /** The series over size. */
  SIZES {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      for (int rows : scale.sizes()) {
        scenarios.size(rows, Data.sqlite(data, rows), rows > Scale.TABLE_ROWS ? 1 : rounds);
      }
    }
  },

  /** Large sources in a small heap. */
  MEMORY {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.memory(
          Data.sqlite(data, Scale.MANY_ROWS), Data.largeJsonl(data, Scale.LARGE_FILE_BYTES));
    }
  },

  /** What the triggers cost the program. */
  TRIGGERS(true) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.live().triggers(rounds);
    }
  },

  /** How late and how fast following is. */
  LAG(true) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.live().lag(rounds);
    }
  },

  /** The first copy of a table that is written to. */
  BACKFILL(true) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.large().measure(this, Data.sqlite(data, scale.liveRows()), rounds);
    }
  },

  /** Its verification. */
  VERIFY(true) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.large().measure(this, Data.sqlite(data, scale.liveRows()), rounds);
    }
  },

  /** Its switch, and the way back. */
  SWITCH(true) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.large().measure(this, Data.sqlite(data, scale.liveRows()), rounds);
    }
  },

  /** What people use today for the same. */
  PEERS(true) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.livePeers(Data.sqlite(data, scale.liveRows()), rounds);
    }
  };

  private static final String ALL_LIVE = "live";

  private final boolean live;

  Part() {
    this(false);
  }

  Part(boolean live) {
    this.live = live;
  }

  /** Whether it is about following. */
  boolean isLive() {
    return live;
  }

  abstract void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception;

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The parts of these names, {@code live} for all of following; all of the scale when none is. */
  static List<Part> of(List<String> names, Scale scale) {
    if (names.isEmpty()) {
      return Arrays.stream(values()).filter(part -> part != MEMORY || scale.memory()).toList();
    }
    return Arrays.stream(values())
        .filter(part -> names.contains(part.title()) || part.live && names.contains(ALL_LIVE))
        .toList();
  }
}
