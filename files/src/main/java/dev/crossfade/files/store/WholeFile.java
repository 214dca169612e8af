package dev.crossfade.files.store;

import dev.crossfade.core.document.Document;
import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.segment.DurableFiles;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All entries in one file. It is replaced as a whole, by renaming a finished one over it. */
final class WholeFile implements ReadableSide {
  private final Path file;
  private final Path made;
  private final TextFormat format;
  private @Nullable FileStamp known;

  /**
   * @param file what people read
   * @param folder of ours, on the same disk
   */
  WholeFile(Path file, Path folder, TextFormat format) {
    this.file = file;
    this.format = format;
    made = folder.resolve("file.new");
  }

  @Override
  public @Nullable Content load() throws IOException {
    known = FileStamp.of(file);
    return known == null ? null : read(file);
  }

  private Content read(Path path) throws IOException {
    return Loading.content(file, entries(path));
  }

  private Map<String, Document> entries(Path path) throws IOException {
    String text = Loading.text(file, Files.readAllBytes(path));
    try {
      return format.read(text);
    } catch (CrossfadeException e) {
      throw e.code() == ErrorCode.CF_7011 ? e : Loading.unreadable(file, e);
    }
  }

  @Override
  public void check(Document value) {
    try {
      format.check(value);
    } catch (CrossfadeException e) {
      throw new CrossfadeException(ErrorCode.CF_7003, e.detail(), e);
    }
  }

  @Override
  public Prepared prepare(Content content) throws IOException {
    write(format, content, made, this::keepRights);
    if (!Loading.digest(made, entries(made)).equals(content.digest())) {
      throw new CrossfadeException(
          ErrorCode.CF_9001, made + ": what was written is not what reads back; it is not used");
    }
    return new Prepared() {
      @Override
      public boolean publish(Path aside) throws IOException {
        return WholeFile.this.publish(aside);
      }

      @Override
      public boolean isUnused() {
        return Files.exists(made);
      }
    };
  }

  /** Something to do with a file before it is forced. */
  @FunctionalInterface
  interface Finish {
    void run() throws IOException;
  }

  static void write(TextFormat format, Content content, Path place, Finish finish)
      throws IOException {
    try (FileOutputStream out = new FileOutputStream(place.toFile());
        Writer writer =
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16)) {
      format.write(content.entries(), writer);
      writer.flush();
      finish.run();
      out.getFD().sync();
    }
  }

  @Override
  public void keep(Content content, Path place) throws IOException {
    write(format, content, place, () -> {});
  }

  @Override
  public Content readKept(Path place) throws IOException {
    return read(place);
  }

  private void keepRights() throws IOException {
    PosixFileAttributeView old = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (old != null && Files.exists(file)) {
      Files.setPosixFilePermissions(made, old.readAttributes().permissions());
    }
  }

  private boolean publish(Path aside) throws IOException {
    boolean foreign = !Objects.equals(known, FileStamp.of(file)) && Files.exists(file);
    if (foreign) {
      copyTo(aside);
    }
    DurableFiles.rename(made, file);
    known = FileStamp.of(file);
    return foreign;
  }

  @Override
  public boolean isPiecemeal() {
    return false;
  }

  @Override
  public void copyTo(Path place) throws IOException {
    Path copy = place.resolveSibling(place.getFileName() + ".new");
    try {
      Files.copy(
          file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (NoSuchFileException e) {
      return;
    }
    DurableFiles.forceFile(copy);
    DurableFiles.rename(copy, place);
  }
}
