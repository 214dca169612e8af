package dev.crossfade.cli.surroundings;

import dev.crossfade.cli.frame.Surroundings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks of the machine that Crossfade runs on. */
final class MachineChecks {
  private static final String GROUP = "machine";
  private static final long DISK_BYTES_MIN = 1L << 30;
  private static final long MEMORY_BYTES_MIN = 200L << 20;
  private static final int JAVA_MIN = 17;

  private final Surroundings surroundings;

  MachineChecks(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(memory());
    findings.add(directory());
    findings.add(disk());
    findings.add(loopback());
    return findings;
  }

  private static Finding java() {
    return check(
        "JDK",
        Runtime.version().feature() >= JAVA_MIN ? Finding.State.OK : Finding.State.FAIL,
        Runtime.version().toString(),
        "Install a JDK 17 or newer and set JAVA_HOME to it.");
  }

  private static Finding memory() {
    long bytes = Runtime.getRuntime().maxMemory();
    return check(
        "memory",
        bytes >= MEMORY_BYTES_MIN ? Finding.State.OK : Finding.State.WARN,
        (bytes >> 20) + " MiB for the JVM",
        "Give it at least 256 MiB: CROSSFADE_JAVA_OPTIONS=-Xmx256m.");
  }

  private Finding directory() {
    Path directory = surroundings.directory();
    return check(
        "directory",
        Files.isWritable(directory) ? Finding.State.OK : Finding.State.WARN,
        directory.toString(),
        "The embedded server needs a directory that you may write to; stand in one, or name another"
            + " target.");
  }

  private Finding disk() {
    try {
      long bytes = Files.getFileStore(surroundings.directory()).getUsableSpace();
      return check(
          "disk",
          bytes >= DISK_BYTES_MIN ? Finding.State.OK : Finding.State.WARN,
          (bytes >> 20) + " MiB free",
          "Free some room: the embedded server needs about twice the size of the source.");
    } catch (IOException failed) {
      return check("disk", Finding.State.FAIL, failed.toString(), "Check that the disk answers.");
    }
  }

  private static Finding loopback() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return check(
          "ports",
          Finding.State.OK,
          "one is free on " + socket.getInetAddress().getHostAddress(),
          "");
    } catch (IOException failed) {
      return check(
          "ports",
          Finding.State.FAIL,
          failed.toString(),
          "The embedded server needs a free port on the loopback address; check limits and the"
              + " firewall.");
    }
  }

  private static Finding check(String name, Finding.State state, String found, String advice) {
    return new Finding(GROUP, name, state, found, state == Finding.State.OK ? "" : advice);
  }
}
