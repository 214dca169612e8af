package dev.crossfade.examples;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A small disk of its own, which can be full, and which shows after a power loss what was synced. A
 * file system in a file: what nobody synced is in memory only, so a copy of that file is what the
 * power leaves. Needs the right to mount.
 */
final class LiveDisk implements AutoCloseable {
  private static final int BLOCK = 4096;
  private static final int UNMOUNT_TRIES = 100;
  private static final long UNMOUNT_MILLIS = 20;

  private final Path image;
  private final Path place;

  private LiveDisk(Path image, Path place) {
    this.image = image;
    this.place = place;
  }

  /** Whether disks can be made here. */
  static boolean isPossible(Path folder) throws IOException, InterruptedException {
    try (LiveDisk disk = inFile(folder.resolve("probe"), 4)) {
      return Files.isDirectory(disk.place());
    } catch (AssertionError | IOException refused) {
      System.out.println("no disks can be made here, so none fills up or loses power: " + refused);
      return false;
    }
  }

  /** A file system in a file. */
  static LiveDisk inFile(Path folder, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    LiveDisk disk = new LiveDisk(folder.resolve("disk-1.image"), folder.resolve("disk"));
    Files.createDirectory(disk.place);
    String size = megabytes + "M";
    run("mkfs.ext4", "-q", "-F", disk.image.toString(), size);
    disk.mount();
    return disk;
  }

  /** One in memory, for everybody; power loss is nothing for it. */
  static LiveDisk inMemory(Path place, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(place);
    run("mount", "-t", "tmpfs", "-o", "mode=0777,size=" + megabytes + "m", "tmpfs", "" + place);
    return new LiveDisk(place, place);
  }

  private void mount() throws IOException, InterruptedException {
    run("mount", "-o", "loop", image.toString(), place.toString());
  }

  /** Where it is mounted. */
  Path place() {
    return place;
  }

  /** Takes all room. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream ballast = Files.newOutputStream(ballast())) {
      while (true) {
        ballast.write(block);
      }
    } catch (IOException full) {
      if (!Files.exists(ballast()) || Files.size(ballast()) == 0) {
        throw full;
      }
    }
  }

  /** Makes room. */
  void empty() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return place.resolve("ballast");
  }

  /** The power fails and comes back; nobody may use the disk then. */
  void losePower() throws IOException, InterruptedException {
    Path left = image.resolveSibling("left.image");
    run("cp", image.toString(), left.toString());
    unmount();
    run("mv", left.toString(), image.toString());
    mount();
  }

  /** A process that is just being started has for a moment what this one has open. */
  private void unmount() throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        run("umount", place.toString());
        return;
      } catch (AssertionError busy) {
        if (tries == UNMOUNT_TRIES) {
          throw busy;
        }
        TimeUnit.MILLISECONDS.sleep(UNMOUNT_MILLIS);
      }
    }
  }

  /** Runs a program to its end, and gives what it prints. */
  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + said);
    }
    return said;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", "-l", place.toString());
    if (!image.equals(place)) {
      Files.deleteIfExists(image);
    }
  }
}
