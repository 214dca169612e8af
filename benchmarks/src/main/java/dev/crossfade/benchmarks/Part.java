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

  /** Following a program that writes. */
  LIVE {
    @Override
    void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception {
      scenarios.live(Data.sqlite(data, scale.liveRows()), rounds);
    }
  };

  abstract void measure(Scenarios scenarios, Scale scale, Path data, int rounds) throws Exception;

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The parts of these names; all of the scale when none is given. */
  static List<Part> of(List<String> names, Scale scale) {
    if (names.isEmpty()) {
      return Arrays.stream(values()).filter(part -> part != MEMORY || scale.memory()).toList();
    }
    return names.stream().map(name -> valueOf(name.toUpperCase(Locale.ROOT))).toList();
  }
}
