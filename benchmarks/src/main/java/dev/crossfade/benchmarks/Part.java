package dev.crossfade.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
  TRIGGERS(Subject.FOLLOWING) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.live().triggers(rounds);
    }
  },

  /** How late and how fast following is. */
  LAG(Subject.FOLLOWING) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.live().lag(rounds);
    }
  },

  /** The first copy of a table that is written to. */
  BACKFILL(Subject.FOLLOWING) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.large().measure(this, Data.sqlite(data, scale.liveRows()), rounds);
    }
  },

  /** Its verification. */
  VERIFY(Subject.FOLLOWING) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.large().measure(this, Data.sqlite(data, scale.liveRows()), rounds);
    }
  },

  /** Its switch, and the way back. */
  SWITCH(Subject.FOLLOWING) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.large().measure(this, Data.sqlite(data, scale.liveRows()), rounds);
    }
  },

  /** What people use today for the same. */
  PEERS(Subject.FOLLOWING) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.livePeers(Data.sqlite(data, scale.liveRows()), rounds);
    }
  },

  /** A write of an EDN file while the other store is fed, is down, or hangs. */
  WRITES(Subject.FACADE) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.facade().writes(rounds);
    }
  },

  /** The same of SQLite. */
  SQLITE(Subject.FACADE) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.facade().sqlite(rounds);
    }
  },

  /** Threads that share a force to the disk. */
  GROUP(Subject.FACADE) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.facade().group(rounds);
    }
  },

  /** A read. */
  READS(Subject.FACADE) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.facade().reads(rounds);
    }
  },

  /** PostgreSQL alone, beside JDBC by hand. */
  JDBC(Subject.FACADE) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.facade().jdbc(rounds);
    }
  },

  /** When the database pays: files of growing size beside it. */
  LARGE(Subject.FACADE) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.facade().large(rounds);
    }
  },

  /** The share of rewriting a large file. */
  REWRITING(Subject.FACADE) {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.facade().rewriting(rounds);
    }
  };

  /** What a part is about; each has a file of results. */
  enum Subject {
    MOVES,
    FOLLOWING,
    FACADE
  }

  private static final Map<String, Subject> ALL =
      Map.of("live", Subject.FOLLOWING, "facade", Subject.FACADE);

  private final Subject subject;

  Part() {
    this(Subject.MOVES);
  }

  Part(Subject subject) {
    this.subject = subject;
  }

  Subject subject() {
    return subject;
  }

  abstract void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception;

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The parts of these names, {@code live} for all of following, {@code facade} for all of stores
   * of applications; all of the scale when none is.
   */
  static List<Part> of(List<String> names, Scale scale) {
    if (names.isEmpty()) {
      return Arrays.stream(values()).filter(part -> part != MEMORY || scale.memory()).toList();
    }
    return Arrays.stream(values())
        .filter(
            part ->
                names.contains(part.title())
                    || names.stream().anyMatch(name -> ALL.get(name) == part.subject))
        .toList();
  }
}
