package dev.crossfade.files;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import dev.crossfade.core.live.WatchedFiles;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.store.Source;
import dev.crossfade.files.csv.CsvOptions;
import dev.crossfade.files.io.FileDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The files of a {@link FilesSource} that a program goes on writing. */
public final class FollowedFiles implements WatchedFiles {
  /** Clocks of file systems tick some milliseconds wide, some of them two seconds. */
  private static final Duration TICK = Duration.ofSeconds(3);

  private final Path path;
  private final FilesOptions options;
  private final Set<String> collections;

  private FollowedFiles(Path path, FilesOptions options, Set<String> collections) {
    this.path = path;
    this.options = options;
    this.collections = collections;
  }

  /**
   * Opens nothing yet.
   *
   * @param path a file or a folder
   * @param plan whose collections stay what they are, whatever files come and go
   */
  public static FollowedFiles of(Path path, Plan plan) {
    return new FollowedFiles(
        path,
        FilesOptions.standard().with(CsvOptions.of(plan.reading())),
        plan.collections().stream()
            .map(collection -> collection.source())
            .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public Look look() {
    Instant now = Clock.systemUTC().instant();
    List<Path> files = files();
    MessageDigest digest = FileDigest.start();
    boolean settled = true;
    for (Path file : files) {
      BasicFileAttributes found = attributes(file);
      Instant changed = found.lastModifiedTime().toInstant();
      String line = file + " " + found.fileKey() + " " + found.size() + " " + changed + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      settled &= changed.plus(TICK).isBefore(now);
    }
    return new Look(files, folders(files), hex(digest), settled);
  }

  private List<Path> files() {
    try {
      if (!Files.exists(path)) {
        throw new CrossfadeException(ErrorCode.CF_2001, path.toString());
      }
      return Files.isDirectory(path)
          ? FolderFiles.of(path).stream()
              .filter(file -> FileName.of(file).kind() != FileKind.UNKNOWN)
              .toList()
          : List.of(path);
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_2002, path + ": " + e.getMessage(), e);
    }
  }

  private List<Path> folders(List<Path> files) {
    Set<Path> folders = new TreeSet<>();
    if (Files.isDirectory(path)) {
      folders.add(path);
      for (Path file : files) {
        for (Path up = file.getParent();
            up != null && !up.equals(path) && folders.add(up);
            up = up.getParent()) {
          // every folder on the way
        }
      }
    }
    return List.copyOf(folders);
  }

  private static BasicFileAttributes attributes(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new CrossfadeException(ErrorCode.CF_2001, file.toString(), e);
    } catch (IOException e) {
      throw new CrossfadeException(ErrorCode.CF_2016, file.toString(), e);
    }
  }

  @Override
  public String digest(Look look) {
    MessageDigest digest = FileDigest.start();
    byte[] buffer = new byte[1 << 16];
    for (Path file : look.files()) {
      digest.update((file + "\n").getBytes(StandardCharsets.UTF_8));
      try (InputStream in = Files.newInputStream(file)) {
        long bytes = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          digest.update(buffer, 0, count);
          bytes += count;
        }
        digest.update(("\n" + bytes + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (NoSuchFileException e) {
        throw new CrossfadeException(ErrorCode.CF_2001, file.toString(), e);
      } catch (IOException e) {
        throw new CrossfadeException(ErrorCode.CF_2002, file + ": " + e.getMessage(), e);
      }
    }
    return hex(digest);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public Source open() {
    return FilesSource.open(path, options, collections);
  }
}
