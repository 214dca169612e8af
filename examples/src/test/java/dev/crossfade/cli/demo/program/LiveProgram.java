package dev.crossfade.cli.demo.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The demonstration's application in a process that serves one run after the other. Lines of
 * standard input: {@code FOLDER tab FILE tab THREADS tab RATE tab SEED tab URL} writes until {@code
 * stop} comes; then the answer says {@code ended}, or how a writer failed.
 */
public final class LiveProgram {
  private LiveProgram() {}

  /** Serves. */
  public static void main(String[] none) throws IOException {
    AtomicBoolean stop = new AtomicBoolean();
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("stop")) {
          stop.set(true);
        } else {
          AtomicBoolean ended = new AtomicBoolean();
          stop = ended;
          String[] words = line.split("\t", -1);
          new Thread(() -> serve(words, ended), "application").start();
        }
      }
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void serve(String[] words, AtomicBoolean stop) {
    int threads = Integer.parseInt(words[2]);
    long pause = 1_000_000_000L * threads / Integer.parseInt(words[3]);
    AtomicReference<String> answer = new AtomicReference<>("ended");
    CountDownLatch ended = new CountDownLatch(threads);
    for (int number = 1; number <= threads; number++) {
      int writer = number;
      new Thread(() -> write(words, writer, pause, stop, answer, ended), "writer").start();
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      answer.set("interrupted");
    }
    System.out.println(answer.get());
    System.out.flush();
  }

  private static void write(
      String[] words,
      int number,
      long pause,
      AtomicBoolean stop,
      AtomicReference<String> answer,
      CountDownLatch ended) {
    try {
      Writer writer =
          new Writer(
              number,
              Long.parseLong(words[4]),
              Path.of(words[0]),
              List.of(Store.sqlite(words[1]), Store.postgres(words[5])));
      while (!stop.get()) {
        writer.step(pause);
      }
      writer.close();
    } catch (IOException | SQLException | RuntimeException broken) {
      broken.printStackTrace();
      stop.set(true);
      answer.set(String.valueOf(broken));
    } finally {
      ended.countDown();
    }
  }
}
