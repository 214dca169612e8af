package dev.crossfade.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.fault.FaultPoints;
import dev.crossfade.core.store.Source;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No chunk is committed before the source made durable what was read for it. */
class SettledCommitTest {
  @TempDir Path folder;

  @AfterEach
  void disarm() {
    FaultPoints.install(name -> {});
  }

  @Test
  void theSourceSettlesBeforeEachCommit() {
    List<String> happened = new ArrayList<>();
    try (Fixture fixture = new Fixture(folder.resolve("data.sqlite"))) {
      fixture.source(
          "CREATE TABLE t (id INTEGER PRIMARY KEY)",
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)"
              + " INSERT INTO t SELECT i FROM n");
      fixture.jobs = 1;
      fixture.reading = source -> noting(source, happened);
      FaultPoints.install(
          name -> {
            if (name.equals("copy.after-commit")) {
              happened.add("commit");
            }
          });

      fixture.move();

      assertThat(happened).hasSizeGreaterThan(2);
      for (int i = 0; i < happened.size(); i++) {
        assertThat(happened.get(i)).as("%s", happened).isEqualTo(i % 2 == 0 ? "settle" : "commit");
      }
    }
  }

  private static Source noting(Source source, List<String> happened) {
    return (Source)
        Proxy.newProxyInstance(
            Source.class.getClassLoader(),
            new Class<?>[] {Source.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("settle")) {
                happened.add("settle");
              }
              try {
                return method.invoke(source, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }
}
