package dev.crossfade.facade.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.hybrid.Attribute;
import dev.crossfade.core.hybrid.AttributeType;
import dev.crossfade.core.hybrid.HybridTable;
import dev.crossfade.core.live.RowSpool;
import dev.crossfade.core.live.StoreState;
import dev.crossfade.core.store.Store;
import dev.crossfade.core.store.StoreEntry;
import dev.crossfade.core.store.StoreKeys;
import dev.crossfade.core.store.StoreSnapshot;
import dev.crossfade.core.store.StoreTransaction;
import dev.crossfade.files.store.FileStore;
import dev.crossfade.files.store.FileStoreOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real file store of one group in a folder of its own. It can die and lose its machine's power:
 * what it left is copied then, and opened from the copy. Its file is written only when it is told
 * to, so that nothing changes on the disk while it is copied.
 */
final class LocalStore implements AutoCloseable {
  static final String GROUP = "notes";

  private static final FileStoreOptions OPTIONS =
      FileStoreOptions.defaults().withPause(Duration.ofDays(1));

  private final Path root;
  private int generation;
  private FileStore file;
  private Store store;
  private OpenWrites writes;
  private DocumentLiveStore live;

  /** Lengths of the journal's files when they were last made durable. */
  private Map<String, Long> durable = new HashMap<>();

  /** Called once everything is durable. */
  Runnable synced = () -> {};

  LocalStore(Path root) {
    this.root = root;
    file = FileStore.open(place());
    file.close();
    open();
  }

  static HybridTable table() {
    return new HybridTable(
        "note/{id}",
        GROUP,
        List.of(
            new Attribute("title", List.of(new Document.Keyword("title")), AttributeType.TEXT)));
  }

  static List<DocumentCollection> collections(HybridTable table) {
    return List.of(new DocumentCollection(table, "note/", key -> !key.endsWith("/skipped")));
  }

  static @Nullable String group(String key) {
    return key.startsWith("note/") && !key.endsWith("/skipped") ? GROUP : null;
  }

  private Path place() {
    try {
      return Files.createDirectories(root.resolve("g" + generation)).resolve("memory.edn");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open() {
    file = FileStore.open(place(), OPTIONS);
    store = new Noting();
    writes = new OpenWrites(store, LocalStore::group);
    live =
        new DocumentLiveStore(
            store, GROUP, collections(table()), RowSpool::new, writes.signal(GROUP));
    noteDurable();
  }

  Store store() {
    return store;
  }

  OpenWrites writes() {
    return writes;
  }

  DocumentLiveStore live() {
    return live;
  }

  /** Makes it one that was never open, as if its first copy had just begun. */
  LocalStore second() {
    store.put(new SideKeys(GROUP).control(), ControlRow.FIRST.with(StoreState.SECOND).document());
    store.sync();
    return this;
  }

  /** Brings the readable file up to date. */
  void rewrite() {
    file.rewrite();
    noteDurable();
  }

  /** All entries of the group. */
  Map<String, Document> content() {
    Map<String, Document> content = new TreeMap<>(StoreKeys.ORDER);
    try (Stream<StoreEntry> scan = store.scan("note/")) {
      scan.filter(entry -> group(entry.key()) != null)
          .forEach(entry -> content.put(entry.key(), entry.value()));
    }
    return content;
  }

  List<String> sideKeys(String prefix) {
    try (Stream<StoreEntry> scan = store.scan(StoreKeys.SIDE + prefix)) {
      return scan.map(StoreEntry::key).toList();
    }
  }

  List<String> outbox() {
    String prefix = new SideKeys(GROUP).outbox();
    try (Stream<StoreEntry> scan = store.scan(prefix)) {
      return scan.map(entry -> entry.key().substring(prefix.length())).toList();
    }
  }

  /** The process dies and another one opens what it left. */
  void die() {
    reopen(false);
  }

  /** The same with what was not made durable lost. */
  void losePower() {
    reopen(true);
  }

  private void reopen(boolean loses) {
    Path before = Objects.requireNonNull(place().getParent());
    generation++;
    Path after = Objects.requireNonNull(place().getParent());
    FileStore dead = file;
    try {
      copy(before, after);
      if (loses) {
        for (Map.Entry<String, Long> length : durable.entrySet()) {
          cut(after.resolve(length.getKey()), length.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      bury(dead);
    }
    open();
  }

  /** Lets go of what the dead process held; what it could not write is of no interest. */
  private static void bury(FileStore dead) {
    try {
      dead.close();
    } catch (CrossfadeException e) {
      assertThat(e.code()).isIn(ErrorCode.CF_7016, ErrorCode.CF_7101, ErrorCode.CF_7102);
    }
  }

  private static void cut(Path journal, long length) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
      file.setLength(Math.min(file.length(), length));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private void noteDurable() {
    Path folder = Objects.requireNonNull(place().getParent());
    Map<String, Long> lengths = new HashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
        lengths.put(folder.relativize(path).toString(), Files.size(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    durable = lengths;
    synced.run();
  }

  @Override
  public void close() {
    file.close();
  }

  /** The file store, which notes what is durable. */
  private final class Noting implements Store {
    private final FileStore inner = file;

    @Override
    public @Nullable Document get(String key) {
      return inner.get(key);
    }

    @Override
    public void put(String key, Document value) {
      inner.put(key, value);
    }

    @Override
    public boolean delete(String key) {
      return inner.delete(key);
    }

    @Override
    public StoreSnapshot snapshot() {
      return inner.snapshot();
    }

    @Override
    public @Nullable Document update(String key, UnaryOperator<@Nullable Document> change) {
      return inner.update(key, change);
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Function<StoreTransaction, T> work) {
      return inner.inTransaction(work);
    }

    @Override
    public long count() {
      return inner.count();
    }

    @Override
    public void sync() {
      inner.sync();
      noteDurable();
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
