package dev.crossfade.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.core.error.CrossfadeException;
import dev.crossfade.core.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What root meets; an ordinary user runs the programs as they are, which each test says. */
class UnprivilegedTest {
  private static final Unprivileged AS_THEY_ARE = new Unprivileged(List.of(), Optional.empty());

  @TempDir Path directory;

  @Test
  void findsAWayHere() {
    Unprivileged found = Unprivileged.here(directory.resolve(".crossfade"));

    assertThat(found.equals(AS_THEY_ARE)).isEqualTo(!Platform.isRoot());
  }

  @Test
  void givesTheFilesToAnotherUserWhereNamespacesAreForbidden() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    EmbeddedServer server =
        new EmbeddedServer(
            ServerDirectory.in(directory),
            Map.of("fsync", "off"),
            home -> Platform.isRoot() ? Unprivileged.asOtherUser(home) : AS_THEY_ARE);
    try {
      Running running = server.start();

      assertThat(EmbeddedServerTest.value(running.url(), "SELECT 1")).isEqualTo("1");
      assertThat(server.start().started()).isFalse();
      String owner = Files.getOwner(directory.resolve(".crossfade/data")).getName();
      assertThat(owner.equals("root")).isFalse();
      assertThat(server.stop()).isTrue();
      assertThat(server.start().started()).isTrue();
    } finally {
      server.reset();
    }
  }

  @Test
  void saysThatRootCannotRunIt() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));

    CrossfadeException refused =
        catchThrowableOfType(
            CrossfadeException.class,
            () -> Unprivileged.asOtherUser(directory.resolve(".crossfade")));

    assertThat(refused.code()).isEqualTo(ErrorCode.CF_3032);
    assertThat(refused.detail()).contains(directory.toString());
  }
}
