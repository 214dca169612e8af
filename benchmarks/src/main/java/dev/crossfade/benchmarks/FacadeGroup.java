package dev.crossfade.benchmarks;

import dev.crossfade.core.segment.Durability;
import dev.crossfade.files.store.FileStore;
import dev.crossfade.files.store.FileStoreOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Writes of the file store that share a force to the disk, beside one fdatasync a write. */
final class FacadeGroup {
  private static final int THREADS = 8;
  private static final int KEYS = 1000;

  private final Path work;
  private final FacadeScale scale;
  private final Rotation rotation;

  FacadeGroup(Path work, FacadeScale scale, Rotation rotation) {
    this.work = work;
    this.scale = scale;
    this.rotation = rotation;
  }

  void measure(int rounds) throws Exception {
    try (FileStore group = open("group.edn", Durability.GROUP);
        FileStore event = open("event.edn", Durability.EVENT);
        FileChannel raw =
            FileChannel.open(
                work.resolve("forced"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int round = -1; round < rounds; round++) {
        Series ofGroup = new Series();
        Series ofEvent = new Series();
        Series ofRaw = new Series();
        for (int slice = 0; slice < scale.slices(); slice++) {
          ofRaw.add(Throughput.perSecond(1, scale.sliceMillis(), (thread, n) -> force(raw)));
          ofGroup.add(stored(group));
          ofEvent.add(stored(event));
        }
        if (round >= 0) {
          rotation.note(FacadeFigure.GROUP.name(), ofGroup.median(), ofRaw.median());
          rotation.note(FacadeFigure.EVENT.name(), ofEvent.median(), ofRaw.median());
        }
      }
    }
  }

  private FileStore open(String name, Durability durability) {
    return FileStore.open(
        work.resolve(name), FileStoreOptions.defaults().withDurability(durability));
  }

  private double stored(FileStore store) throws Exception {
    return Throughput.perSecond(
        THREADS,
        scale.sliceMillis(),
        (thread, number) -> {
          int key = ThreadLocalRandom.current().nextInt(KEYS);
          store.put(FacadeApplication.key(key), FacadeApplication.project(key, number));
        });
  }

  /** As long as a record of the journal, at the end of the file. */
  private static void force(FileChannel file) throws IOException {
    ByteBuffer record = ByteBuffer.wrap(FacadeApplication.edn(0).getBytes(StandardCharsets.UTF_8));
    file.write(record, file.size());
    file.force(false);
  }
}
