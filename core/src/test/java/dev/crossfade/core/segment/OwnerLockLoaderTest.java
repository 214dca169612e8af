package dev.crossfade.core.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two copies of the library in one process, as two web applications have it. */
class OwnerLockLoaderTest {
  @TempDir Path folder;

  /** Says who owns the lock, or that nobody does. */
  public static final class Asker {
    private Asker() {}

    public static void main(String[] arguments) throws IOException {
      try (OwnerLock lock = OwnerLock.acquire(Path.of(arguments[0]))) {
        System.out.println("nobody");
      } catch (dev.crossfade.core.error.CrossfadeException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void aSecondCopyIsRefusedAndTheFirstStaysTheOwner() throws Exception {
    Path file = folder.resolve("lock");
    try (OwnerLock lock = OwnerLock.acquire(file);
        URLClassLoader other = copy()) {
      assertRefused(other, file);
      assertThat(ask(file)).contains("CF-7107");
    }
    assertThat(ask(file)).isEqualTo("nobody");
  }

  /** Somebody replaced the system properties; the lock table of the JVM still knows. */
  @Test
  void itStaysTheOwnerThoughThePropertyIsGone() throws Exception {
    Path file = folder.resolve("lock");
    try (OwnerLock lock = OwnerLock.acquire(file);
        URLClassLoader other = copy()) {
      System.getProperties()
          .keySet()
          .removeIf(name -> name.toString().startsWith("dev.crossfade.held."));
      assertRefused(other, file);
      assertThatThrownBy(() -> OwnerLock.acquire(file)).hasMessageContaining("CF-7107");
      assertThat(ask(file)).contains("CF-7107");
    }
  }

  private static URLClassLoader copy() throws IOException {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  private static void assertRefused(ClassLoader loader, Path file) throws Exception {
    Class<?> copy = loader.loadClass(OwnerLock.class.getName());
    assertThat(copy).isNotSameAs(OwnerLock.class);
    Method acquire = copy.getMethod("acquire", Path.class);
    assertThatThrownBy(() -> acquire.invoke(null, file))
        .rootCause()
        .hasMessageContaining("CF-7107");
  }

  private static String ask(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Asker.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return String.valueOf(out.readLine());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
